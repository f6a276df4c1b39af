#pragma once

#include "core/training/model_library.h"

#include <QWidget>

#include <filesystem>
#include <vector>

class QLabel;
class QListWidget;

namespace dawson
{

/// The models that can be used: default ones, then those of the project, with the card of the
/// chosen one.
class ModelList : public QWidget
{
    Q_OBJECT

public:
    explicit ModelList(QWidget* parent = nullptr);

    /// Reads the headers of the installation's and the project's models (milliseconds each).
    void setProject(const std::filesystem::path& project);
    void refresh();
    /// Adds a model file from elsewhere to the list. Throws Error(Model) when it cannot be used.
    void load(const std::filesystem::path& path);
    void choose(const std::filesystem::path& path);

    /// nullptr when there is none or it cannot be used.
    const AvailableModel* chosen() const;

    const std::vector<AvailableModel>& models() const { return m_models; }

Q_SIGNALS:
    void chosenChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void showCard();

    std::filesystem::path m_project;
    std::vector<std::filesystem::path> m_loaded; ///< from elsewhere, in this session
    std::vector<AvailableModel> m_models;
    QListWidget* m_list = nullptr;
    QLabel* m_card = nullptr;
};

} // namespace dawson
