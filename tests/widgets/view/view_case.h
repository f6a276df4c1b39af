#pragma once

#include "core/document/case_document.h"

#include <QImage>
#include <QTemporaryDir>
#include <QWidget>

#include <array>
#include <functional>

namespace dawson
{

/// An open case made in code: one image, masks of graders, a folder for the journal.
class ViewCase
{
public:
    using Intensity = std::function<double(const PatientPoint&)>;

    /// The image holds `intensity` at every voxel's centre and is shown from 0 to 100.
    ViewCase(const Geometry& geometry, const Intensity& intensity);

    /// A further grader's mask, to be added before open(). The color is the layer's.
    void addMask(const QString& folder, const Mask& mask);
    /// A further image on the same grid; `role` makes the case one of `task`.
    void addImage(ImageRole role, const Intensity& intensity, Task task = Task::New);
    /// The pair is registered, with this record; the follow-up's file is root()/followup.nii.gz.
    void setRecord(const PairRecord& record);
    /// Opens the case for "grader-1". All masks visible.
    void open();

    CaseDocument& document() { return m_document; }

    LayerStack& layers() { return m_document.layers(); }

    const std::filesystem::path& root() const { return m_loaded.root; }

private:
    QTemporaryDir m_folder;
    LoadedCase m_loaded;
    CaseDocument m_document;
};

constexpr QRgb kGraderOne = 0xff56b4e9;
constexpr QRgb kGraderTwo = 0xffe69f00;

/// 64^3 voxels of 1 mm, the first at (0, 0, 0).
Geometry cube();
/// Direction whose columns are these patient vectors.
Geometry::Matrix
columns(const Geometry::Vector& i, const Geometry::Vector& j, const Geometry::Vector& k);

/// A ball of voxels of 1 mm around a voxel's centre.
void addBall(Mask& mask, const VoxelIndex& center, double radiusVoxels, std::uint8_t label = 1);

/// The color at a logical pixel of a grabbed widget, at any scale.
QColor colorAt(const QImage& grabbed, const QPointF& pixel);

/// A pixel whose parts differ from another's by at most `tolerance`.
bool near(const QColor& a, const QColor& b, int tolerance = 4);

/// Sends a wheel turn of `steps` notches.
void turnWheel(QWidget& widget,
               const QPointF& at,
               int steps,
               Qt::KeyboardModifiers modifiers = Qt::NoModifier);

} // namespace dawson
