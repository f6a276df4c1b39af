#include "app/save_question.h"

#include "app/error_dialog.h"
#include "core/document/case_document.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace dawson
{

namespace
{

QString translated(const char* text)
{
    return QCoreApplication::translate("SaveQuestion", text);
}

void name(const QMessageBox& box, QMessageBox::StandardButton button, const char* objectName)
{
    box.button(button)->setObjectName(QLatin1StringView(objectName));
}

} // namespace

void afterSaving(QWidget* parent, CaseDocument& document, const std::function<void()>& then)
{
    if (!document.isModified()) {
        then();
        return;
    }
    auto* box =
        new QMessageBox(QMessageBox::Question,
                        QStringLiteral("Dawson"),
                        translated(QT_TRANSLATE_NOOP("SaveQuestion", "Save the mask of %1?"))
                            .arg(QString::fromStdString(document.subject())),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel,
                        parent);
    box->setObjectName(QStringLiteral("saveQuestion"));
    box->setInformativeText(translated(QT_TRANSLATE_NOOP(
        "SaveQuestion", "What was painted since the last save is lost otherwise.")));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    name(*box, QMessageBox::Save, "save.save");
    name(*box, QMessageBox::Discard, "save.discard");
    name(*box, QMessageBox::Cancel, "save.cancel");
    QObject::connect(box, &QMessageBox::finished, parent, [parent, &document, then](int answer) {
        if (answer == QMessageBox::Save) {
            const bool saved = guarded(parent,
                                       translated(QT_TRANSLATE_NOOP("SaveQuestion", "Saving")),
                                       [&document] { document.save(); });
            if (saved) {
                then();
            }
        } else if (answer == QMessageBox::Discard) {
            document.discard();
            then();
        }
    });
    box->open();
}

} // namespace dawson
