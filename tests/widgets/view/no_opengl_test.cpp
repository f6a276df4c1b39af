#include "tests/widgets/view/view_case.h"
#include "widgets/theme/theme.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/view_grid.h"

#include <QApplication>
#include <QTest>

namespace dawson
{

/// Runs on a platform without OpenGL (see main): 3D says so, all else works.
class NoOpenGlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void messageInsteadOfACrash()
    {
        applyTheme(ThemeName::Dark);
        ViewCase made(cube(), [](const PatientPoint&) { return 50.0; });
        Mask mask(cube());
        addBall(mask, {32, 32, 32}, 6.0);
        made.addMask(QStringLiteral("grader-1"), mask);
        ViewGrid grid(made.document());
        grid.resize(800, 600);
        grid.show();
        made.open();
        QVERIFY(!grid.surface().canRender());
        QVERIFY(grid.surface().upToDate());

        const QImage image = grid.surface().grab().toImage();
        int text = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                text += image.pixelColor(x, y).lightness() > 100 ? 1 : 0;
            }
        }
        QVERIFY(text > 200); // the sentence is there

        QTest::mouseClick(&grid.surface(), Qt::LeftButton, {}, {50, 50});
        QTest::keyClick(&grid.surface(), Qt::Key_Left);
        turnWheel(grid.surface(), {50, 50}, 1);
        grid.resetViews();
        grid.setSurfaceLayer(QStringLiteral("grader-1"));
        QVERIFY(made.document().eraseLesionAt({32, 32, 32}));
        SliceView& axial = grid.slice(Orientation::Axial);
        const QPointF at = axial.frame().toPixel({40, 40, 32});
        QVERIFY(near(colorAt(axial.grab().toImage(), at), QColor(128, 128, 128)));
    }
};

} // namespace dawson

int main(int argc, char** argv)
{
    qunsetenv("DISPLAY"); // GLX needs one
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    dawson::NoOpenGlTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "no_opengl_test.moc"
