#include "widgets/change/change_sums.h"

#include "widgets/change/change_words.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

namespace dawson
{

namespace
{

constexpr int kIconPx = 14;
constexpr int kRowGap = 2;

QString ml(double value)
{
    return QLocale().toString(value, 'f', 2);
}

} // namespace

ChangeSums::ChangeSums(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kControlGap);
    grid->setVerticalSpacing(kRowGap);
    grid->setColumnStretch(1, 1);
    for (const ChangeClass kind : kChangeClasses) {
        const auto at = static_cast<int>(kind);
        Row& row = m_rows[static_cast<std::size_t>(kind)];
        row = {new QLabel(this), new QLabel(this), new QLabel(this), new QLabel(this)};
        row.count->setObjectName(QStringLiteral("changeTable.count.") +
                                 QString::fromStdString(changeKey(kind)));
        row.count->setAlignment(Qt::AlignRight);
        row.volumes->setAlignment(Qt::AlignRight);
        int place = 0;
        for (QLabel* part : {row.sign, row.name, row.count, row.volumes}) {
            grid->addWidget(part, at, place++);
        }
    }
}

void ChangeSums::setChanges(const LesionChanges& changes)
{
    for (const ChangeClass kind : kChangeClasses) {
        const Row& row = m_rows[static_cast<std::size_t>(kind)];
        const ChangeSum sum = changes.sum(kind);
        row.count->setText(QString::number(sum.count));
        row.volumes->setText(sum.count > 0 ? QStringLiteral("%1\u2009\u2192\u2009%2\u2009ml")
                                                 .arg(ml(sum.priorMl), ml(sum.currentMl))
                                           : QString());
        for (QLabel* part : {row.sign, row.name, row.count, row.volumes}) {
            part->setEnabled(sum.count > 0);
        }
    }
}

void ChangeSums::refresh()
{
    for (const ChangeClass kind : kChangeClasses) {
        const Row& row = m_rows[static_cast<std::size_t>(kind)];
        row.sign->setPixmap(changeIcon(kind).pixmap(QSize(kIconPx, kIconPx), devicePixelRatioF()));
        row.name->setText(changeName(kind));
    }
}

} // namespace dawson
