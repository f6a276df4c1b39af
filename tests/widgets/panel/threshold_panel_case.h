#pragma once

#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "core/training/model_file.h"
#include "tests/support/small_project.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace dawson
{

inline const Author kGrader = graderAuthor("grader-1", "Grader 1");
inline const Author kModel = modelAuthor("net", "Net");

/// A panel on a case of two lesions, of which a model's map shows both and one false place.
class ThresholdPanelCase : public QObject
{
protected:
    void begin();
    void saveMap(float first = 0.9F, const std::string& subject = "01");
    void open();
    bool busy() const;

    template <typename Widget>
    Widget& child(const char* name) const
    {
        return *m_panel->findChild<Widget*>(QStringLiteral("thresholdPanel.") +
                                            QLatin1StringView(name));
    }

    void tryThreshold();
    void chooseReference(const QString& author) const;
    void writeNet(ModelFile& model) const;

    std::filesystem::path modelMask(const std::string& subject = "01") const
    {
        return gradingPath(m_root, kModel, subject, "", Task::Flair);
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_root;
    std::unique_ptr<CaseDocument> m_document;
    std::unique_ptr<ThresholdPanel> m_panel;
    int m_count = 0;
};

inline void ThresholdPanelCase::begin()
{
    applyTheme(ThemeName::Dark);
    m_root = m_folder.filePath(QStringLiteral("project%1").arg(m_count++)).toStdString();
    makeSmallProject(m_root, {"01", "02"});
    Mask reference = boxMask({8, 8, 8});
    addBox(reference, {14, 14, 14});
    saveMask(m_root, kGrader, "01", reference);
    saveMask(m_root, kModel, "01", boxMask({8, 8, 8}));
    m_panel.reset();
    m_document = std::make_unique<CaseDocument>();
    m_panel = std::make_unique<ThresholdPanel>(*m_document);
}

/// `first` in the first lesion, 0.4 in the second, 0.5 where there is none.
inline void ThresholdPanelCase::saveMap(float first, const std::string& subject)
{
    std::vector<float> voxels(smallGrid().voxelCount(), 0.0F);
    const std::pair<VoxelIndex, float> boxes[]{
        {{8, 8, 8}, first}, {{14, 14, 14}, 0.4F}, {{14, 8, 8}, 0.5F}};
    for (const auto& [lower, value] : boxes) {
        const Mask where = boxMask(lower);
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            voxels[n] = where.labels()[n] != 0 ? value : voxels[n];
        }
    }
    writeVolume(probabilityPath(modelMask(subject)), Volume(smallGrid(), std::move(voxels)));
}

inline void ThresholdPanelCase::open()
{
    const auto study = std::make_shared<const Study>(readStudy(m_root));
    m_document->show(loadCase(*study, "01", "", Task::Flair, {}), kGrader);
    m_panel->setStudy(study);
    m_panel->resize(300, 600);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

inline void ThresholdPanelCase::tryThreshold()
{
    saveMap();
    open();
    child<QCheckBox>("try").click();
    QTRY_VERIFY(m_document->layers().mask(QLatin1StringView(ThresholdPanel::kCutLayer)));
}

/// By the keyboard; empty: none.
inline void ThresholdPanelCase::chooseReference(const QString& author) const
{
    auto& reference = child<QComboBox>("reference");
    QTest::keyClick(&reference, Qt::Key_Home);
    while (reference.currentData() != author && reference.currentIndex() + 1 < reference.count()) {
        QTest::keyClick(&reference, Qt::Key_Down);
    }
    QCOMPARE(reference.currentData().toString(), author);
}

/// As the one whose probabilities are shown.
inline void ThresholdPanelCase::writeNet(ModelFile& model) const
{
    model.card.name = "Net";
    model.weights.push_back({"w", {1}, {0.5F}, true});
    std::filesystem::create_directories(m_root / "models");
    writeModel(m_root / "models" / "net.h5", model);
}

inline bool ThresholdPanelCase::busy() const
{
    return std::ranges::any_of(m_panel->findChildren<BackgroundTask*>(),
                               [](const BackgroundTask* task) { return task->running(); });
}

} // namespace dawson
