#pragma once

#include <QWidget>

#include <filesystem>
#include <string>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace dawson
{

/// Where images are imported to: the open project, or a new one with a name and a folder.
class ImportDestination : public QWidget
{
    Q_OBJECT

public:
    /// `openProject` may be empty: then only a new project can be made.
    explicit ImportDestination(const std::filesystem::path& openProject, QWidget* parent = nullptr);

    bool makesNew() const;
    std::filesystem::path project() const;
    std::string name() const; ///< of a new project

    /// Why nothing can be imported there, in words; empty when it can.
    QString obstacle() const;

    /// The new project exists now: from here on images are added to it.
    void adopt(const std::filesystem::path& project);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void show();
    void choose();
    QString freeFolder(const QString& name) const;

    std::filesystem::path m_openProject;
    bool m_ownFolder = false; ///< typed or chosen, so the name no longer decides it
    QRadioButton* m_add = nullptr;
    QRadioButton* m_new = nullptr;
    QLabel* m_nameLabel = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_folderLabel = nullptr;
    QLineEdit* m_folder = nullptr;
    QPushButton* m_choose = nullptr;
};

} // namespace dawson
