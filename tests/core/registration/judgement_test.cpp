#include "core/registration/judgement.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

#include <algorithm>

using namespace dawson;

/// What is taken and what is refused, with transforms made to be good or bad.
class JudgementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rigidIsJudged();
    void worseStretchIsRefused();
    void goodFieldIsTaken();
    void badFieldIsRefused_data();
    void badFieldIsRefused();
    void needlessFieldIsDropped();
    void inverseThatIsNoneIsTold();
    void otherContrastIsNotRefused();
    void littleOverlapIsTold();
    void warningsHaveSentences();

private:
    /// A swelling of `mm` along x in the middle of the head, and its inverse.
    Transform::Fields fieldsOf(double mm, double widthMm) const
    {
        std::vector<DisplacementField::Vector> forward(m_grid.voxelCount());
        std::vector<DisplacementField::Vector> inverse(m_grid.voxelCount());
        const auto swelling = [&](const PatientPoint& p) {
            const double r = std::hypot(p.x, p.y, p.z) / widthMm;
            return mm * std::exp(-0.5 * r * r);
        };
        for (std::size_t n = 0; n < forward.size(); ++n) {
            const PatientPoint p = m_grid.toPatient(m_grid.voxelAt(n));
            double back = 0.0;
            for (int round = 0; round < 40; ++round) {
                back = -swelling({p.x + back, p.y, p.z});
            }
            forward[n] = {static_cast<float>(swelling(p)), 0.0F, 0.0F};
            inverse[n] = {static_cast<float>(back), 0.0F, 0.0F};
        }
        return {{m_grid, std::move(forward)}, {m_grid, std::move(inverse)}};
    }

    static bool warned(const Registration& result, RegistrationWarning warning)
    {
        const auto& list = result.quality.warnings;
        return std::find(list.begin(), list.end(), warning) != list.end();
    }

    Geometry m_grid = headGrid(2.5);
    RegistrationPair m_pair;
    Mask m_inside;
};

void JudgementTest::initTestCase()
{
    m_pair.fixed = headOn(m_grid, samePoint);
    m_pair.moving = m_pair.fixed;
    m_inside = Mask(m_grid);
    for (std::size_t n = 0; n < m_grid.voxelCount(); ++n) {
        m_inside.labels()[n] = m_pair.fixed.voxels()[n] > 50.0F ? 1 : 0;
    }
}

void JudgementTest::rigidIsJudged()
{
    AffineMap off;
    off.offset = {6, 0, 0};
    const Registration right = Judgement(m_pair, m_inside, {}).result();
    QVERIFY(*right.quality.correlationAfter > 0.9999);
    QVERIFY(right.quality.warnings.empty());
    QVERIFY(!right.quality.jacobian && !right.quality.inverseMeanMm);
    const Registration wrong = Judgement(m_pair, m_inside, off).result();
    QVERIFY(warned(wrong, RegistrationWarning::CorrelationFell));
    QVERIFY(*wrong.quality.correlationAfter < *wrong.quality.correlationBefore);
}

void JudgementTest::worseStretchIsRefused()
{
    AffineMap stretch;
    stretch.matrix[0][0] = 1.2;
    Judgement judgement(m_pair, m_inside, {});
    judgement.offer(stretch);
    QCOMPARE(judgement.affine(), AffineMap());
    const Registration result = judgement.result();
    QVERIFY(warned(result, RegistrationWarning::AffineRefused));
    QCOMPARE(result.quality.type, RegistrationType::Rigid);
}

void JudgementTest::goodFieldIsTaken()
{
    const auto fields = fieldsOf(4.0, 15.0);
    RegistrationPair pair = m_pair;
    // What lies at p in the fixed image lies at p + u(p) in this one.
    pair.moving = headOn(m_grid, [&](const PatientPoint& q) { return fields.inverse.moved(q); });
    Judgement judgement(pair, m_inside, {});
    judgement.offer(fields);
    const Registration result = judgement.result();
    QVERIFY(result.quality.warnings.empty());
    QCOMPARE(result.quality.type, RegistrationType::Syn);
    QVERIFY(*result.quality.correlationAfter > *result.quality.correlationRigid);
    // The steepest slope of the swelling: 4 / 15 * exp(-1/2) a mm.
    QVERIFY(std::abs(result.quality.jacobian->least - (1.0 - 4.0 / 15.0 * std::exp(-0.5))) < 0.01);
    QVERIFY(*result.quality.inverseMeanMm < 0.02);
}

void JudgementTest::badFieldIsRefused_data()
{
    QTest::addColumn<double>("mm");
    QTest::addColumn<double>("widthMm");
    QTest::newRow("makes it unlike") << 8.0 << 25.0;
    QTest::newRow("folds") << 12.0 << 5.0;
}

void JudgementTest::badFieldIsRefused()
{
    QFETCH(double, mm);
    QFETCH(double, widthMm);
    Judgement judgement(m_pair, m_inside, {});
    judgement.offer(fieldsOf(mm, widthMm));
    const Registration result = judgement.result();
    QVERIFY(warned(result, RegistrationWarning::FieldRefused));
    QVERIFY(!result.transform.fields);
    QCOMPARE(result.quality.type, RegistrationType::Rigid);
    QVERIFY(!result.quality.jacobian);
    QVERIFY(*result.quality.correlationAfter > 0.9999);
}

void JudgementTest::needlessFieldIsDropped()
{
    Judgement judgement(m_pair, m_inside, {});
    judgement.offer(fieldsOf(0.05, 25.0));
    const Registration result = judgement.result();
    QVERIFY(!result.transform.fields);
    QCOMPARE(result.quality.warnings,
             std::vector<RegistrationWarning>{RegistrationWarning::FieldNeedless});
}

void JudgementTest::inverseThatIsNoneIsTold()
{
    const auto fields = fieldsOf(4.0, 30.0);
    RegistrationPair pair = m_pair;
    pair.moving = headOn(m_grid, [&](const PatientPoint& q) { return fields.inverse.moved(q); });
    Judgement judgement(pair, m_inside, {});
    judgement.offer(Transform::Fields{fields.forward, fields.forward});
    const Registration result = judgement.result();
    QVERIFY(warned(result, RegistrationWarning::Inconsistent));
    QVERIFY(*result.quality.inverse95Mm > *result.quality.inverseMeanMm);
}

void JudgementTest::otherContrastIsNotRefused()
{
    RegistrationPair pair = m_pair;
    std::vector<float> dark(pair.moving.voxels().begin(), pair.moving.voxels().end());
    for (float& v : dark) {
        v = 900.0F - v;
    }
    pair.moving = {m_grid, std::move(dark)};
    Judgement judgement(pair, m_inside, {});
    judgement.offer(fieldsOf(4.0, 15.0));
    const Registration result = judgement.result();
    QCOMPARE(result.quality.type, RegistrationType::Syn);
    QVERIFY(warned(result, RegistrationWarning::LowCorrelation));
}

void JudgementTest::littleOverlapIsTold()
{
    AffineMap away;
    away.offset = {100, 0, 0};
    const Registration result = Judgement(m_pair, m_inside, away).result();
    QVERIFY(warned(result, RegistrationWarning::LittleOverlap));
    QVERIFY(result.quality.overlapShare < 0.5);
}

void JudgementTest::warningsHaveSentences()
{
    for (const auto warning : {RegistrationWarning::LittleOverlap,
                               RegistrationWarning::LowCorrelation,
                               RegistrationWarning::CorrelationFell,
                               RegistrationWarning::AffineRefused,
                               RegistrationWarning::FieldNeedless,
                               RegistrationWarning::FieldRefused,
                               RegistrationWarning::Inconsistent}) {
        const QString text = QString::fromStdString(describe(warning));
        QVERIFY(text.size() > 20 &&
                (text.endsWith(QLatin1Char('.')) || text.endsWith(QLatin1Char('?'))));
        QVERIFY(!nameOf(warning).empty());
    }
}

QTEST_GUILESS_MAIN(JudgementTest)
#include "judgement_test.moc"
