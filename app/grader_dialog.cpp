#include "app/grader_dialog.h"

#include "app/settings.h"
#include "core/study/grading_file.h"
#include "widgets/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace dawson
{

namespace
{

QLabel* swatch(const QString& key, QWidget* parent)
{
    auto* label = new QLabel(parent);
    QPixmap pixmap(QSize(kSectionGap, kSectionGap));
    pixmap.fill(authorColor(graderAuthor(key.toStdString(), {})));
    label->setPixmap(pixmap);
    return label;
}

} // namespace

GraderDialog::GraderDialog(const Settings& settings, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("graderDialog"));
    setWindowTitle(tr("Who grades?"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(kSectionGap);
    column->setContentsMargins(kSectionGap, kSectionGap, kSectionGap, kSectionGap);

    auto* head = new QLabel(tr("Who grades?"), this);
    head->setProperty("role", QStringLiteral("head"));
    auto* text = new QLabel(tr("What you paint is saved as this grader's mask. The other grader's "
                               "mask stays hidden while you read."),
                            this);
    text->setProperty("role", QStringLiteral("muted"));
    text->setWordWrap(true);
    column->addWidget(head);
    column->addWidget(text);
    m_one = addRow(QStringLiteral("grader-1"), settings.nameOf(QStringLiteral("grader-1")));
    m_two = addRow(QStringLiteral("grader-2"), settings.nameOf(QStringLiteral("grader-2")));
    (settings.grader == QStringLiteral("grader-2") ? m_two : m_one).choice->setChecked(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* start = buttons->button(QDialogButtonBox::Ok);
    start->setText(tr("Start grading"));
    start->setObjectName(QStringLiteral("grader.start"));
    markPrimary(*start);
    start->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("grader.cancel"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

GraderDialog::Row GraderDialog::addRow(const QString& key, const QString& name)
{
    Row row{new QRadioButton(this), new QLineEdit(name, this)};
    row.choice->setObjectName(QStringLiteral("grader.choose.") + key);
    row.choice->setAccessibleName(name);
    row.choice->setToolTip(tr("Grade as %1").arg(name));
    row.name->setObjectName(QStringLiteral("grader.name.") + key);
    row.name->setAccessibleName(tr("Name of %1").arg(name));
    row.name->setToolTip(tr("The name to show; it is written into the mask's description"));
    row.name->setMinimumWidth(240);
    connect(row.name, &QLineEdit::textEdited, row.choice, [choice = row.choice] {
        choice->setChecked(true);
    });
    auto* line = new QHBoxLayout;
    line->setSpacing(kControlGap);
    line->addWidget(row.choice);
    line->addWidget(swatch(key, this));
    line->addWidget(row.name, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
    return row;
}

void GraderDialog::storeInto(Settings& settings) const
{
    settings.grader =
        m_two.choice->isChecked() ? QStringLiteral("grader-2") : QStringLiteral("grader-1");
    // Without a name of its own a grader is called by the number, in the language in force; so is
    // one whose name was cleared.
    const auto given = [](const Row& row, const char* key) {
        const QString name = row.name->text().trimmed();
        return name == Settings().nameOf(QString::fromLatin1(key)) ? QString() : name;
    };
    settings.graderOneName = given(m_one, "grader-1");
    settings.graderTwoName = given(m_two, "grader-2");
}

} // namespace dawson
