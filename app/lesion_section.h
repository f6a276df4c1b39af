#pragma once

#include "core/document/background_task.h"
#include "core/lesion/comparison.h"
#include "core/lesion/enhancement_pattern.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

class CaseDocument;
class LesionTable;
class PatternBar;

/// The lesions of the edited mask as a table that follows every stroke, or those of two masks
/// compared. Linked with the cursor both ways. Enhancing lesions can be tagged nodular or ring;
/// until then their shape suggests one.
class LesionSection : public QWidget
{
    Q_OBJECT

public:
    explicit LesionSection(CaseDocument& document, QWidget* parent = nullptr);

    /// Shows `prediction` against `reference` (ids of mask layers) until endComparison.
    void compare(const QString& prediction, const QString& reference, const MatchRule& rule);
    void endComparison();

    bool isComparing() const { return !m_reference.isEmpty(); }

    void selectNext();
    void selectPrevious();
    int count() const;

Q_SIGNALS:
    void lesionShown(const dawson::PatientPoint& point); ///< the cursor has jumped there
    void counted(int lesions);

private:
    /// Prediction and reference; null where there is none.
    using MaskPair = std::array<std::shared_ptr<const Mask>, 2>;

    void noteChange(const QString& id);
    void noteLayers();
    MaskPair comparedMasks() const;
    void find();
    void findEdited();
    void findOutcomes();
    void fill();
    void showTag();
    void tag(std::optional<EnhancementPattern> pattern);
    bool hasPatterns() const;
    void jumpTo(const PatientPoint& point);
    void followCursor();

    CaseDocument& m_document;
    LesionTable* m_table;
    PatternBar* m_patterns;
    BackgroundTask m_task{this};
    QTimer m_delay{this};
    QString m_prediction;
    QString m_reference;
    MatchRule m_rule;
    MaskPair m_compared; ///< as they were when they were last compared
    std::optional<LesionMap> m_lesions;
    std::vector<EnhancementPattern> m_suggested; ///< of m_lesions; task enhancing only
    std::int32_t m_chosen = 0;                   ///< label in m_lesions
    std::optional<MaskComparison> m_comparison;
    bool m_jumping = false;
};

} // namespace dawson
