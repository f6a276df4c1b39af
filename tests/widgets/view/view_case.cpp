#include "tests/widgets/view/view_case.h"

#include <QCoreApplication>
#include <QWheelEvent>

#include <cmath>

namespace dawson
{

namespace
{

std::shared_ptr<const Volume> madeOf(const Geometry& geometry, const ViewCase::Intensity& intensity)
{
    std::vector<float> voxels(geometry.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(intensity(geometry.toPatient(geometry.voxelAt(n))));
    }
    return std::make_shared<const Volume>(geometry, std::move(voxels));
}

} // namespace

ViewCase::ViewCase(const Geometry& geometry, const Intensity& intensity)
{
    const std::filesystem::path root = m_folder.path().toStdString();
    m_loaded.subject = "made";
    m_loaded.root = root;
    LoadedCase::Image image;
    image.series.suffix = "FLAIR";
    image.series.path = root / "sub-made" / "anat" / "sub-made_FLAIR.nii.gz";
    image.volume = madeOf(geometry, intensity);
    image.window = {0.0, 100.0};
    m_loaded.images.push_back(image);
}

void ViewCase::addImage(ImageRole role, const Intensity& intensity, Task task)
{
    LoadedCase::Image& current = m_loaded.images.front();
    current.role = ImageRole::Current;
    current.date = "2020-05-06";
    LoadedCase::Image image = current;
    image.volume = madeOf(current.volume->geometry(), intensity);
    image.role = role;
    image.date = "2019-03-02";
    if (role == ImageRole::Subtraction) {
        image.window = {-2.0, 2.0};
    }
    m_loaded.images.push_back(image);
    m_loaded.task = task;
}

void ViewCase::setRecord(const PairRecord& record)
{
    ImagePair images;
    images.followup.path = m_loaded.root / "followup.nii.gz";
    m_loaded.pair = CasePair{images, PairState::Made, record, {}, {}, m_loaded.root};
}

void ViewCase::addMask(const QString& folder, const Mask& mask)
{
    LoadedCase::LoadedMask loaded;
    loaded.author = {folder.toStdString(), folder.toStdString(), AuthorRole::Grader};
    loaded.grading.author = folder.toStdString();
    loaded.grading.subject = "made";
    loaded.grading.path =
        m_loaded.root / "derivatives" / folder.toStdString() / "sub-made_label-lesion_mask.nii.gz";
    loaded.mask = std::make_shared<Mask>(mask);
    m_loaded.masks.push_back(loaded);
}

void ViewCase::open()
{
    m_document.show(m_loaded, {"grader-1", "Grader 1", AuthorRole::Grader}, [](const Author& who) {
        return QColor(who.folder == "grader-1" ? kGraderOne : kGraderTwo);
    });
    for (const LoadedCase::LoadedMask& mask : m_loaded.masks) {
        layers().setMaskVisible(QString::fromStdString(mask.author.folder), true);
    }
}

Geometry cube()
{
    return Geometry::axisAligned({64, 64, 64}, {1.0, 1.0, 1.0});
}

Geometry::Matrix
columns(const Geometry::Vector& i, const Geometry::Vector& j, const Geometry::Vector& k)
{
    return {{{i[0], j[0], k[0]}, {i[1], j[1], k[1]}, {i[2], j[2], k[2]}}};
}

void addBall(Mask& mask, const VoxelIndex& center, double radiusVoxels, std::uint8_t label)
{
    const int r = static_cast<int>(std::ceil(radiusVoxels));
    for (int k = -r; k <= r; ++k) {
        for (int j = -r; j <= r; ++j) {
            for (int i = -r; i <= r; ++i) {
                if (std::hypot(i, j, k) <= radiusVoxels) {
                    mask.set({center.i + i, center.j + j, center.k + k}, label);
                }
            }
        }
    }
}

QColor colorAt(const QImage& grabbed, const QPointF& pixel)
{
    const QPointF device = pixel * grabbed.devicePixelRatioF();
    return grabbed.pixelColor(static_cast<int>(std::floor(device.x())),
                              static_cast<int>(std::floor(device.y())));
}

bool near(const QColor& a, const QColor& b, int tolerance)
{
    return std::abs(a.red() - b.red()) <= tolerance &&
           std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

void turnWheel(QWidget& widget, const QPointF& at, int steps, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at,
                      widget.mapToGlobal(at),
                      {},
                      {0, steps * 120},
                      Qt::NoButton,
                      modifiers,
                      Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace dawson
