#pragma once

#include "core/document/layer_stack.h"
#include "core/document/loaded_case.h"

#include <QImage>
#include <QWidget>

#include <array>
#include <memory>
#include <vector>

class QLabel;

namespace dawson
{

/// A square cut through an image in a plane of the patient's axes, radiological: `fieldMm` wide,
/// centred on a point, nearest voxels, with the outlines of masks. `plane` 0 axial, 1 sagittal,
/// 2 coronal. Pixels outside the image are black.
QImage lesionThumbnail(const ImageLayer& image,
                       const std::vector<MaskLayer>& masks,
                       const PatientPoint& center,
                       int plane,
                       int pixels,
                       double fieldMm);

/// The chosen lesion in three planes, one below the other.
class LesionThumbnails : public QWidget
{
    Q_OBJECT

public:
    explicit LesionThumbnails(QWidget* parent = nullptr);

    /// A lesion chosen while its images were still being read is shown now.
    void setCase(const ImageLayer& image, const std::vector<MaskLayer>& masks);
    /// The image a case is masked on, with the masks of these authors (Author::folder).
    void setCase(const LoadedCase& loaded, const std::vector<std::string>& authors);
    void clear();
    /// Patient's left on the left of axial and coronal cuts, as in the panes.
    void setNeurological(bool neurological);
    void showLesion(const PatientPoint& center, const QString& caption);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void redraw();

    ImageLayer m_image;
    std::vector<MaskLayer> m_masks;
    std::optional<PatientPoint> m_center;
    QString m_captionText;
    bool m_neurological = false;
    QLabel* m_caption = nullptr;
    std::array<QLabel*, 3> m_planes{};
};

} // namespace dawson
