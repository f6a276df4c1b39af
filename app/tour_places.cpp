#include "app/tour_places.h"

#include "app/demo_project.h"
#include "app/tour_eye.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/lesion/lesion_map.h"
#include "core/study/task_cases.h"
#include "widgets/view/slice_view.h"

#include <QRegularExpression>

#include <array>

namespace dawson
{

namespace
{

const TourHand kHand;

/// The FLAIR mask of a case by an author of this role, or of this folder where there is one.
const Grading* maskOf(const Study& study, const TaskCase& one, AuthorRole role, const char* folder)
{
    for (const Grading& grading : study.gradings) {
        const Author* author = study.author(grading.author);
        const bool wanted = folder != nullptr ? grading.author == folder
                                              : author != nullptr && author->role == role;
        if (wanted && grading.task == Task::Flair && grading.subject == one.subject &&
            grading.session == one.session) {
            return &grading;
        }
    }
    return nullptr;
}

} // namespace

std::filesystem::path projectOf(const TourRequest& request)
{
    return request.project.empty() ? std::filesystem::path(DemoProject::folder().toStdString())
                                   : request.project;
}

void openCaseOf(const char* subject)
{
    const QStringList cases = columnOn(text("worklist.table"), 0);
    for (int row = 0; row < cases.size(); ++row) {
        if (cases[row].startsWith(text(subject))) {
            kHand.doubleClick(viewportOn(text("worklist.table")),
                              rowPlace(text("worklist.table"), row));
        }
    }
}

std::vector<PatientPoint> lesionsLeft(const std::filesystem::path& project, const char* grader)
{
    const Study study = readStudy(project);
    const std::vector<TaskCase> cases = readableCases(study, Task::Flair);
    const Grading* reference =
        cases.empty() ? nullptr : maskOf(study, cases.front(), AuthorRole::Consensus, nullptr);
    if (reference == nullptr) {
        throw Error(Error::Kind::Data, "the first case has no reference to paint after");
    }
    const Grading* own = maskOf(study, cases.front(), AuthorRole::Grader, grader);
    const auto done = own == nullptr ? std::optional<Mask>() : readMask(own->path);
    std::vector<PatientPoint> places;
    std::vector<PatientPoint> masked;
    for (const Lesion& lesion : findLesions(readMask(reference->path)).lesions) {
        const bool known = done && done->at(done->geometry().nearestVoxel(lesion.inside)) != 0;
        (known ? masked : places).push_back(lesion.inside);
    }
    places.insert(places.end(), masked.begin(), masked.end());
    return places;
}

PatientPoint positionOn()
{
    static const QRegularExpression number(
        QStringLiteral("([RLAPIS]) ([0-9.]+)\\s+([RLAPIS]) ([0-9.]+)\\s+([RLAPIS]) ([0-9.]+) mm"));
    const auto match = number.match(textOn(text("status.position")));
    if (!match.hasMatch()) {
        throw Error(Error::Kind::Data, "the status line says no position");
    }
    const auto along = [&match](int group) {
        const bool positive = text("LPS").contains(match.captured(group));
        return (positive ? 1.0 : -1.0) * match.captured(group + 1).toDouble();
    };
    return {along(1), along(3), along(5)};
}

QPoint placeIn(QWidget& pane, const PatientPoint& place)
{
    return static_cast<SliceView&>(pane).frame().toPixel(place).toPoint();
}

QPoint lookedUp(const PatientPoint& place)
{
    kHand.click(text("tool.mask.look"));
    QWidget& sagittal = TourHand::find(text("view.sagittal"));
    kHand.click(sagittal, placeIn(sagittal, place));
    return placeIn(TourHand::find(text("view.axial")), place);
}

std::vector<QPoint> scribble(const QPoint& place)
{
    return {place + QPoint(-5, -3),
            place + QPoint(5, -2),
            place + QPoint(-5, 1),
            place + QPoint(5, 3),
            place};
}

} // namespace dawson
