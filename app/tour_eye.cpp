#include "app/tour_eye.h"

#include "app/tour_hand.h"
#include "core/base/error.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QImage>
#include <QLabel>

#include <algorithm>
#include <cstdlib>

namespace dawson
{

namespace
{

constexpr int kSpotRadius = 3;     ///< pixels averaged, so that noise is no lesion
constexpr int kApart = 40;         ///< pixels between two places
constexpr int kRingRadius = 10;    ///< a lesion is brighter than what is around it
constexpr int kBorderShare = 3;    ///< the outer thirds of the pane are no lesion's place
constexpr int kColorDistance = 40; ///< of a pixel's channels, to call it coloured
constexpr int kBrightest = 250;    ///< letters and lines drawn over the image are white

QAbstractItemView& itemsOn(const QString& objectName)
{
    QWidget& widget = TourHand::find(objectName);
    auto* items = qobject_cast<QAbstractItemView*>(&widget);
    if (items == nullptr) {
        items = widget.findChild<QAbstractItemView*>();
    }
    if (items == nullptr || items->model() == nullptr) {
        throw Error(Error::Kind::Data, objectName.toStdString() + " shows no rows");
    }
    return *items;
}

int spread(QRgb pixel)
{
    const auto [low, high] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
    return high - low;
}

/// Mean grey around a pixel; 0 where something is drawn over the image.
int brightnessAt(const QImage& image, int x, int y)
{
    int sum = 0;
    int count = 0;
    for (int dy = -kSpotRadius; dy <= kSpotRadius; ++dy) {
        for (int dx = -kSpotRadius; dx <= kSpotRadius; ++dx) {
            const QRgb pixel = image.pixel(x + dx, y + dy);
            if (spread(pixel) > kColorDistance || qGray(pixel) >= kBrightest) {
                return 0;
            }
            sum += qGray(pixel);
            ++count;
        }
    }
    return sum / count;
}

/// How much brighter a spot is than the ring around it.
int contrastAt(const QImage& image, int x, int y)
{
    int ring = 0;
    const int r = kRingRadius;
    for (const QPoint& step : {QPoint(r, 0), QPoint(-r, 0), QPoint(0, r), QPoint(0, -r)}) {
        ring += qGray(image.pixel(x + step.x(), y + step.y()));
    }
    return brightnessAt(image, x, y) - ring / 4;
}

struct Spot {
    int contrast = 0;
    QPoint place;
};

} // namespace

QString text(const char* name)
{
    return QString::fromUtf8(name);
}

bool canSee(const char* name)
{
    return TourHand::canSee(text(name));
}

QString textOn(const QString& objectName)
{
    QWidget& widget = TourHand::find(objectName);
    if (const auto* label = qobject_cast<QLabel*>(&widget)) {
        return label->text();
    }
    if (const auto* button = qobject_cast<QAbstractButton*>(&widget)) {
        return button->text();
    }
    return widget.accessibleName();
}

int rowsOn(const QString& objectName)
{
    return TourHand::canSee(objectName) ? itemsOn(objectName).model()->rowCount() : 0;
}

QStringList columnOn(const QString& objectName, int column)
{
    const QAbstractItemModel& model = *itemsOn(objectName).model();
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        texts << model.index(row, column).data().toString();
    }
    return texts;
}

QPoint rowPlace(const QString& objectName, int row)
{
    QAbstractItemView& items = itemsOn(objectName);
    const QModelIndex index = items.model()->index(row, 0);
    items.scrollTo(index);
    return items.visualRect(index).center();
}

QWidget& viewportOn(const QString& objectName)
{
    return *itemsOn(objectName).viewport();
}

QStringList namesFrom(const QString& start)
{
    QStringList names;
    for (const QWidget* widget : QApplication::allWidgets()) {
        if (widget->isVisible() && widget->objectName().startsWith(start)) {
            names << widget->objectName();
        }
    }
    names.sort();
    return names;
}

std::vector<QPoint> brightPlaces(QWidget& pane, int count)
{
    const QImage image =
        pane.grab().toImage().scaled(pane.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    std::vector<Spot> spots;
    for (int y = image.height() / kBorderShare; y < image.height() * 2 / kBorderShare; y += 2) {
        for (int x = image.width() / kBorderShare; x < image.width() * 2 / kBorderShare; x += 2) {
            spots.push_back({contrastAt(image, x, y), {x, y}});
        }
    }
    std::ranges::stable_sort(spots, std::ranges::greater{}, &Spot::contrast);
    std::vector<QPoint> places;
    for (const Spot& spot : spots) {
        const bool near = std::ranges::any_of(places, [&spot](const QPoint& place) {
            return (place - spot.place).manhattanLength() < kApart;
        });
        if (!near && static_cast<int>(places.size()) < count) {
            places.push_back(spot.place);
        }
    }
    return places;
}

double coloredShare(QWidget& pane)
{
    const QImage image = pane.grab().toImage();
    qint64 colored = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colored += spread(image.pixel(x, y)) > kColorDistance ? 1 : 0;
        }
    }
    return static_cast<double>(colored) / (static_cast<double>(image.width()) * image.height());
}

} // namespace dawson
