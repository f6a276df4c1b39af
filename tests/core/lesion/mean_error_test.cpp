#include "core/lesion/mean_error.h"

#include <QTest>

namespace dawson
{

class MeanErrorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meanAndErrorOfKnownSample();
    void singleValueHasNoError();
    void nothingOfNothing();
};

void MeanErrorTest::meanAndErrorOfKnownSample()
{
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32, so SE = sqrt(32 / 7 / 8).
    const auto result = meanWithError({2, 4, 4, 4, 5, 5, 7, 9});

    QVERIFY(result.has_value());
    QCOMPARE(result->n, std::size_t{8});
    QCOMPARE(result->mean, 5.0);
    QVERIFY(qAbs(result->standardError.value() - 0.7559289460184544) < 1e-12);
}

void MeanErrorTest::singleValueHasNoError()
{
    const auto result = meanWithError({0.25});

    QCOMPARE(result->mean, 0.25);
    QVERIFY(!result->standardError);
}

void MeanErrorTest::nothingOfNothing()
{
    QVERIFY(!meanWithError({}));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::MeanErrorTest)

#include "mean_error_test.moc"
