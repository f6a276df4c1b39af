#include "app/read_actions.h"

#include "app/actions.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/view/compare_panes.h"
#include "widgets/view/pair_display.h"
#include "widgets/view/slice_view.h"

#include <QAction>
#include <QActionGroup>
#include <QSettings>
#include <QShortcut>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace dawson
{

namespace
{

constexpr double kOpacityStep = 0.1;
constexpr auto kOutlineKey = "read/maskOutline";
constexpr auto kOpacityKey = "read/maskOpacity";

/// Of the mask that is painted, by whichever control it was changed.
void keepOpacity(CaseDocument& document)
{
    const MaskLayer* own = document.layers().mask(QString::fromStdString(document.grader().folder));
    const QString key = QString::fromLatin1(kOpacityKey);
    if (own != nullptr && QSettings().value(key, MaskLayer().opacity).toDouble() != own->opacity) {
        QSettings().setValue(key, own->opacity);
    }
}

/// Gives the masks that are not in `seen` the look that is kept. The brain would hide the image
/// when filled, and a probability would have no colours when outlined: they come as they are.
void takeLook(LayerStack& layers, const std::set<QString>& seen, bool outline)
{
    const QVariant kept = QSettings().value(QLatin1StringView(kOpacityKey));
    for (const MaskLayer& mask : std::vector<MaskLayer>(layers.masks())) {
        if (seen.contains(mask.id) || mask.id == QLatin1StringView(kBrainLayer) ||
            mask.id == QLatin1StringView(ThresholdPanel::kBandLayer)) {
            continue;
        }
        if (kept.isValid()) {
            layers.setMaskOpacity(mask.id, std::clamp(kept.toDouble(), 0.0, 1.0));
        }
        if (outline) {
            layers.setMaskOutline(mask.id, true);
        }
    }
}

std::set<QString> idsOf(const std::vector<MaskLayer>& masks)
{
    std::set<QString> ids;
    for (const MaskLayer& mask : masks) {
        ids.insert(mask.id);
    }
    return ids;
}

void outlineMasks(LayerStack& layers, bool on)
{
    for (const MaskLayer& mask : std::vector<MaskLayer>(layers.masks())) {
        if (mask.id != QLatin1String(kBrainLayer)) { // filled it would hide the image
            layers.setMaskOutline(mask.id, on);
        }
    }
}

void changeOpacity(LayerStack& layers, double step)
{
    for (const MaskLayer& mask : std::vector<MaskLayer>(layers.masks())) {
        layers.setMaskOpacity(mask.id, std::clamp(mask.opacity + step, 0.0, 1.0));
    }
}

/// Masks come filled, and as opaque as they are made: those of another case at once, others one by
/// one. One that was given another look since keeps it when it is read again.
void keepLook(const QAction* outline, CaseDocument& document, QWidget& workspace)
{
    struct Shown {
        bool filling = true; ///< until the case is there
        std::set<QString> masks;
    };

    const auto shown = std::make_shared<Shown>();
    LayerStack* layers = &document.layers();
    const auto take = [layers, outline, shown] {
        takeLook(*layers, shown->masks, outline->isChecked());
        shown->masks = idsOf(layers->masks());
    };
    QObject::connect(layers, &LayerStack::layersChanged, &workspace, [layers, shown, take] {
        shown->filling = shown->filling || layers->masks().empty();
        if (!shown->filling) {
            take();
        }
    });
    QObject::connect(&document, &CaseDocument::caseChanged, &workspace, [shown, take] {
        shown->masks.clear();
        take();
        shown->filling = false;
    });
    QObject::connect(layers, &LayerStack::appearanceChanged, &workspace, [&document, shown] {
        if (!shown->filling) {
            keepOpacity(document);
        }
    });
}

} // namespace

void connectViewActions(const Actions& actions, ViewGrid& views, LayerStack& layers)
{
    ViewGrid* grid = &views;
    using Layout = ViewGrid::Layout;
    const std::pair<const char*, Layout> layouts[]{{"layout.grid", Layout::Grid},
                                                   {"layout.axialLarge", Layout::AxialLarge},
                                                   {"layout.axial", Layout::AxialOnly},
                                                   {"layout.sagittal", Layout::SagittalOnly},
                                                   {"layout.coronal", Layout::CoronalOnly},
                                                   {"layout.surface", Layout::SurfaceOnly},
                                                   {"pair.onePlane", Layout::Compare},
                                                   {"pair.twoPlanes", Layout::CompareTwo}};
    for (const auto& [name, layout] : layouts) {
        actions.on(name, grid, [grid, kind = layout](bool) { grid->setLayoutKind(kind); });
    }
    actions.on("view.reset", grid, [grid](bool) { grid->resetViews(); });
    actions.on("view.center", grid, [grid](bool) { grid->centerOnCursor(); });
    actions.on("view.crosshair", grid, [grid](bool on) { grid->setCrosshairVisible(on); });
    actions.on("view.neurological", grid, [grid](bool on) {
        grid->setConvention(on ? ViewGrid::Convention::Neurological
                               : ViewGrid::Convention::Radiological);
    });
    actions.on("view.nextImage", grid, [&layers](bool) {
        const auto count = static_cast<int>(layers.images().size());
        if (count > 0) {
            layers.showImage((layers.shownImage() + 1) % count);
        }
    });
}

void connectPairActions(const Actions& actions, ViewGrid& views)
{
    ViewGrid* grid = &views;
    PairDisplay* pair = &views.pairDisplay();
    const auto blend = [pair](Blend wanted) {
        return [pair, wanted](bool on) { pair->setBlend(on ? wanted : Blend::Single); };
    };
    actions.on("pair.swap", grid, [pair](bool) { pair->pressSwap(); });
    actions.on("pair.flicker", grid, [pair](bool on) { pair->setFlickering(on); });
    actions.on("pair.wipe", grid, blend(Blend::Wipe));
    actions.on("pair.checkerboard", grid, blend(Blend::Checkerboard));
    actions.on("pair.plane", grid, [grid](bool) {
        const Orientation plane = grid->comparison().plane();
        grid->comparison().setPlane(plane == Orientation::Axial      ? Orientation::Sagittal
                                    : plane == Orientation::Sagittal ? Orientation::Coronal
                                                                     : Orientation::Axial);
    });
    const auto show = [&actions, pair] {
        actions.get("pair.flicker").setChecked(pair->flickering());
        actions.get("pair.wipe").setChecked(pair->look().blend == Blend::Wipe);
        actions.get("pair.checkerboard").setChecked(pair->look().blend == Blend::Checkerboard);
    };
    QObject::connect(pair, &PairDisplay::changed, grid, show);
    show();
    // Space presses buttons everywhere but in the panes; a key held down is one press.
    QAction& swap = actions.get("pair.swap");
    swap.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    swap.setAutoRepeat(false);
    grid->addAction(&swap);
}

void connectToolActions(const Actions& actions,
                        ViewGrid& views,
                        const std::function<void()>& brushSet)
{
    ViewGrid* grid = &views;
    using Mode = ViewGrid::Mode;
    const auto paintWith = [grid, brushSet](Brush::Shape shape) {
        Brush brush = grid->brush();
        brush.shape = shape;
        grid->setBrush(brush);
        grid->setMode(Mode::Paint);
        brushSet();
    };
    const auto resize = [grid, brushSet](int steps) {
        Brush brush = grid->brush();
        brush.diameterMm = steppedBrushDiameter(brush.diameterMm, steps);
        grid->setBrush(brush);
        brushSet();
    };
    actions.on("mask.look", grid, [grid](bool) { grid->setMode(Mode::View); });
    actions.on("mask.disc", grid, [paintWith](bool) { paintWith(Brush::Shape::Disc); });
    actions.on("mask.ball", grid, [paintWith](bool) { paintWith(Brush::Shape::Ball); });
    actions.on("mask.eraseLesion", grid, [grid](bool) { grid->setMode(Mode::EraseLesion); });
    actions.on("mask.toggle", grid, [grid](bool) {
        grid->setMode(grid->mode() == Mode::View ? Mode::Paint : Mode::View);
    });
    actions.on("mask.smaller", grid, [resize](bool) { resize(-1); });
    actions.on("mask.larger", grid, [resize](bool) { resize(1); });

    auto* tools = new QActionGroup(grid);
    for (const char* name : {"mask.look", "mask.disc", "mask.ball", "mask.eraseLesion"}) {
        tools->addAction(&actions.get(name));
    }
    // Tab moves the focus everywhere but in the panes, where hands are on the mouse.
    QAction& toggle = actions.get("mask.toggle");
    toggle.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    grid->addAction(&toggle);
}

void connectMaskActions(const Actions& actions, CaseDocument& document, QWidget& workspace)
{
    LayerStack* layers = &document.layers();
    actions.on("mask.deleteLesion", &workspace, [&document](bool) {
        document.eraseLesionAt(document.cursor().position());
    });
    actions.on(
        "mask.fainter", &workspace, [layers](bool) { changeOpacity(*layers, -kOpacityStep); });
    actions.on(
        "mask.stronger", &workspace, [layers](bool) { changeOpacity(*layers, kOpacityStep); });
    QAction* outline = &actions.get("mask.outline");
    outline->setChecked(QSettings().value(QLatin1StringView(kOutlineKey)).toBool());
    actions.on("mask.outline", &workspace, [layers](bool on) {
        QSettings().setValue(QLatin1StringView(kOutlineKey), on);
        outlineMasks(*layers, on);
    });
    keepLook(outline, document, workspace);
    for (int digit = 1; digit <= 9; ++digit) {
        auto* key = new QShortcut(QKeySequence(Qt::Key_0 + digit), &workspace);
        QObject::connect(key, &QShortcut::activated, &workspace, [&document, digit] {
            const auto& masks = document.layers().masks();
            if (digit <= static_cast<int>(masks.size())) {
                const MaskLayer& mask = masks[static_cast<std::size_t>(digit - 1)];
                document.layers().setMaskVisible(mask.id, !mask.visible);
            }
        });
    }
}

} // namespace dawson
