#pragma once

#include "core/training/model_library.h"

#include <QDialog>

#include <filesystem>
#include <vector>

class QLabel;
class QListWidget;
class QTableWidget;

namespace dawson
{

/// Models side by side: a column for each that is ticked, with the scores of its validation, where
/// it comes from and what it learned from; what differs is set in bold. Deletes itself when closed.
class ModelComparison : public QDialog
{
    Q_OBJECT

public:
    /// Offers those of `models` that are of the task of `chosen`, one of them, and not damaged.
    /// Ticked at first: `chosen` and the one it was fine-tuned from, or else the first other.
    ModelComparison(const std::vector<AvailableModel>& models,
                    const std::filesystem::path& chosen,
                    QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void tickFirst(const std::filesystem::path& chosen);
    void compare();
    std::vector<const AvailableModel*> ticked() const;

    std::vector<AvailableModel> m_models;
    QListWidget* m_list = nullptr;
    QTableWidget* m_table = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace dawson
