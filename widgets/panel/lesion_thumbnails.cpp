#include "widgets/panel/lesion_thumbnails.h"

#include "widgets/panel/lesion_cut.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr double kFieldMm = 60.0;
constexpr double kPairFieldMm = 40.0; ///< what is new is small, and its picture is smaller
constexpr int kLargestPx = 400;
constexpr int kMinimumPx = 120;
constexpr int kMinimumOfThreePx = 150; ///< where three images stand side by side

} // namespace

LesionThumbnails::LesionThumbnails(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("lesionThumbnails"));
    m_caption = new QLabel(this);
    m_caption->setObjectName(QStringLiteral("lesionThumbnails.caption"));
    m_caption->setWordWrap(true);
    auto* grid = new QGridLayout;
    grid->setSpacing(kSpace);
    for (std::size_t n = 0; n < m_columns.size(); ++n) {
        const int at = static_cast<int>(n);
        Column& column = m_columns[n];
        column.head = new QLabel(this);
        column.head->setObjectName(QStringLiteral("lesionThumbnails.head%1").arg(at));
        column.head->setProperty("role", QStringLiteral("caption"));
        grid->addWidget(column.head, 0, at, Qt::AlignHCenter);
        for (int plane = 0; plane < 3; ++plane) {
            auto* picture = new QLabel(this);
            // The first column is the only one of most tasks, and has the plain names.
            picture->setObjectName(
                n == 0 ? QStringLiteral("lesionThumbnails.plane%1").arg(plane)
                       : QStringLiteral("lesionThumbnails.%1.plane%2").arg(at).arg(plane));
            picture->setAlignment(Qt::AlignCenter);
            column.planes[static_cast<std::size_t>(plane)] = picture;
            grid->addWidget(picture, 1 + plane, at);
            grid->setRowStretch(1 + plane, 1);
        }
    }
    auto* outer = new QVBoxLayout(this);
    outer->setSpacing(kControlGap);
    outer->addWidget(m_caption);
    outer->addLayout(grid, 1);
    outer->addStretch();
    redraw();
}

void LesionThumbnails::setCase(const ImageLayer& image, const std::vector<MaskLayer>& masks)
{
    setColumns({image}, masks);
}

void LesionThumbnails::setColumns(const std::vector<ImageLayer>& images,
                                  const std::vector<MaskLayer>& masks)
{
    for (std::size_t n = 0; n < m_columns.size(); ++n) {
        m_columns[n].image = n < images.size() ? images[n] : ImageLayer();
    }
    m_masks = masks;
    redraw();
}

void LesionThumbnails::setCase(const LoadedCase& loaded, const std::vector<std::string>& authors)
{
    std::vector<MaskLayer> masks;
    for (const LoadedCase::LoadedMask& mask : loaded.masks) {
        if (mask.mask && std::ranges::count(authors, mask.author.folder) > 0) {
            MaskLayer layer;
            layer.mask = mask.mask;
            layer.color = authorColor(mask.author);
            masks.push_back(layer);
        }
    }
    std::vector<ImageLayer> images;
    for (const ImageRole role : {ImageRole::Prior, ImageRole::Current, ImageRole::Subtraction}) {
        for (const LoadedCase::Image& image : loaded.images) {
            if (image.role == role) {
                images.push_back({QString(),
                                  image.volume,
                                  image.window,
                                  role,
                                  QString::fromStdString(image.date)});
            }
        }
    }
    if (images.size() < 2) { // nothing to compare
        const LoadedCase::Image& primary = loaded.images.front();
        images = {{QString(), primary.volume, primary.window}};
    }
    m_task = loaded.task;
    setColumns(images, masks);
}

void LesionThumbnails::clear()
{
    m_center.reset();
    setCase(ImageLayer(), {});
}

void LesionThumbnails::setNeurological(bool neurological)
{
    m_neurological = neurological;
    redraw();
}

void LesionThumbnails::showLesion(const PatientPoint& center, const QString& caption)
{
    m_center = center;
    m_captionText = caption;
    redraw();
}

QString LesionThumbnails::columnName(ImageRole role) const
{
    switch (role) {
    case ImageRole::Prior:
        return m_task == Task::Enhancing ? tr("Before Gd") : tr("Prior");
    case ImageRole::Current:
        return m_task == Task::Enhancing ? tr("After Gd") : tr("Current");
    case ImageRole::Subtraction:
        return tr("Subtraction");
    case ImageRole::Other:
        break;
    }
    return {};
}

void LesionThumbnails::showColumns(bool drawn)
{
    const std::array names{tr("axial"), tr("sagittal"), tr("coronal")};
    const bool several = m_columns[1].image.volume != nullptr;
    const int least = several ? kMinimumOfThreePx : kMinimumPx;
    for (const Column& column : m_columns) {
        const bool shown = drawn && column.image.volume;
        const QString name = columnName(column.image.role);
        column.head->setText(name);
        column.head->setToolTip(column.image.date);
        column.head->setVisible(shown && several);
        for (std::size_t n = 0; n < names.size(); ++n) {
            const QString plane =
                name.isEmpty() ? names[n] : QStringLiteral("%1, %2").arg(name, names[n]);
            column.planes[n]->setMinimumSize(least, least);
            column.planes[n]->setVisible(shown);
            column.planes[n]->setAccessibleName(tr("The lesion, %1").arg(plane));
            column.planes[n]->setToolTip(plane);
        }
    }
}

void LesionThumbnails::redraw()
{
    const bool drawn = m_center && m_columns[0].image.volume;
    m_caption->setText(drawn ? m_captionText
                             : tr("Choose a lesion in the table to see it here in three planes."));
    showColumns(drawn);
    if (!drawn) {
        return;
    }
    layout()->activate(); // columns that came have no size yet
    for (const Column& column : m_columns) {
        if (column.image.volume) {
            draw(column);
        }
    }
}

void LesionThumbnails::draw(const Column& column)
{
    const double scale = devicePixelRatioF();
    const double fieldMm = m_columns[1].image.volume ? kPairFieldMm : kFieldMm;
    for (std::size_t n = 0; n < column.planes.size(); ++n) {
        QLabel& label = *column.planes[n];
        const int side =
            std::clamp(std::min(label.width(), label.height()), label.minimumWidth(), kLargestPx);
        const int plane = static_cast<int>(n);
        QImage cut = lesionCut(column.image,
                               m_masks,
                               *m_center,
                               plane,
                               static_cast<int>(std::lround(side * scale)),
                               fieldMm);
        cut.setDevicePixelRatio(scale);
        label.setPixmap(
            QPixmap::fromImage(labelledCut(std::move(cut), plane, m_neurological, fieldMm)));
    }
}

void LesionThumbnails::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    redraw();
}

void LesionThumbnails::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        redraw();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
