#pragma once

#include "core/document/layer_stack.h"
#include "core/document/loaded_case.h"

#include <QWidget>

#include <array>
#include <memory>
#include <vector>

class QLabel;

namespace dawson
{

/// The chosen lesion in three planes, one below the other; where two images are compared, prior,
/// current and subtraction of each plane side by side.
class LesionThumbnails : public QWidget
{
    Q_OBJECT

public:
    explicit LesionThumbnails(QWidget* parent = nullptr);

    /// A lesion chosen while its images were still being read is shown now.
    void setCase(const ImageLayer& image, const std::vector<MaskLayer>& masks);
    /// The image a case is masked on, of a pair all three, with these authors' (Author::folder)
    /// masks.
    void setCase(const LoadedCase& loaded, const std::vector<std::string>& authors);
    void clear();
    /// Patient's left on the left of axial and coronal cuts, as in the panes.
    void setNeurological(bool neurological);
    void showLesion(const PatientPoint& center, const QString& caption);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// An image of the case, in three planes below its name.
    struct Column {
        ImageLayer image;
        QLabel* head = nullptr;
        std::array<QLabel*, 3> planes{};
    };

    void setColumns(const std::vector<ImageLayer>& images, const std::vector<MaskLayer>& masks);
    void redraw();
    void showColumns(bool drawn);
    void draw(const Column& column);
    QString columnName(ImageRole role) const;

    std::vector<MaskLayer> m_masks;
    std::optional<PatientPoint> m_center;
    QString m_captionText;
    bool m_neurological = false;
    Task m_task = Task::Flair;
    QLabel* m_caption = nullptr;
    std::array<Column, 3> m_columns; ///< those without an image are hidden
};

} // namespace dawson
