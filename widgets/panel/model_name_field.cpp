#include "widgets/panel/model_name_field.h"

#include "widgets/panel/training_plan.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace dawson
{

ModelNameField::ModelNameField(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    m_edit->setObjectName(QStringLiteral("fineTuneForm.name"));
    m_problem->setObjectName(QStringLiteral("fineTuneForm.nameProblem"));
    m_problem->setProperty("role", QStringLiteral("warning"));
    m_problem->setWordWrap(true);
    setFocusProxy(m_edit);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addWidget(m_edit);
    column->addWidget(m_problem);
    connect(m_edit, &QLineEdit::textEdited, this, &ModelNameField::showProblem);
    showProblem();
}

void ModelNameField::setTaken(std::vector<std::string> names)
{
    m_taken = std::move(names);
    suggest(m_wanted);
}

void ModelNameField::suggest(const std::string& wanted)
{
    m_wanted = wanted;
    if (!m_edit->isModified()) {
        m_edit->setText(QString::fromStdString(freeModelName(m_taken, wanted)));
    }
    showProblem();
}

void ModelNameField::forgetTyped()
{
    m_edit->setModified(false);
}

std::string ModelNameField::name() const
{
    return m_edit->text().trimmed().toStdString();
}

bool ModelNameField::usable() const
{
    return problem().isEmpty();
}

std::string ModelNameField::freeBeside(const std::string& wanted) const
{
    std::vector<std::string> taken = m_taken;
    taken.push_back(name());
    return freeModelName(taken, wanted);
}

QString ModelNameField::problem() const
{
    if (name().empty()) {
        return tr("Give the new model a name.");
    }
    return isTaken(m_taken, name())
               ? tr("A model or a training in the list of jobs has this name already; their masks "
                    "would mix. Choose another.")
               : QString();
}

void ModelNameField::showProblem()
{
    const QString text = problem();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    Q_EMIT changed();
}

void ModelNameField::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        showProblem();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
