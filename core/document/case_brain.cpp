#include "core/document/case_brain.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/preprocessing.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <vector>

namespace dawson
{

namespace
{

QString whereFrom(const CaseBrain& brain, const std::filesystem::path& root)
{
    const auto said = [](const char* text) {
        return QCoreApplication::translate("BrainWords", text);
    };
    if (!brain.record.repairedBy.empty()) {
        const auto at =
            QDateTime::fromString(QString::fromStdString(brain.record.repairedAt), Qt::ISODate);
        return said(QT_TRANSLATE_NOOP("BrainWords", "Brain mask, repaired by %1 on %2."))
            .arg(QString::fromStdString(brain.record.repairedBy),
                 QLocale().toString(at.toLocalTime(), QLocale::ShortFormat));
    }
    if (!brain.own(root)) {
        const auto relative = brain.file.lexically_relative(root / "derivatives");
        return said(QT_TRANSLATE_NOOP("BrainWords", "Brain mask, published with the data (%1)."))
            .arg(QString::fromStdString(relative.empty() ? std::string()
                                                         : relative.begin()->string()));
    }
    return brain.record.modelDigest.empty()
               ? said(QT_TRANSLATE_NOOP("BrainWords", "Brain mask from elsewhere."))
               : said(QT_TRANSLATE_NOOP("BrainWords", "Brain mask, found by Dawson's network."));
}

/// A mask that a network found in another version of the image is one key away from a new one; what
/// somebody repaired is not.
void checkImage(CaseBrain& brain)
{
    if (!isOfAnotherImage(brain.record, brain.image)) {
        return;
    }
    if (brain.record.repairedBy.empty()) {
        throw Error(Error::Kind::Data,
                    "It was found in another version of this image. Find the brain again.",
                    brain.file.string());
    }
    brain.doubt = "That was on another version of this image: look it over and save it again.";
}

} // namespace

QString brainOriginText(const CaseBrain& brain, const std::filesystem::path& root)
{
    const QString origin = whereFrom(brain, root);
    return brain.doubt.empty() ? origin
                               : origin + QLatin1Char(' ') + QString::fromStdString(brain.doubt);
}

CaseBrain readCaseBrain(const std::filesystem::path& root,
                        const std::filesystem::path& image,
                        const Volume& volume)
{
    CaseBrain brain;
    brain.image = image;
    brain.file = findBrainMask(root, image);
    if (brain.file.empty()) {
        brain.wholeHead = showsHead(volume);
        return brain;
    }
    brain.wholeHead = true;
    brain.record = readBrainMaskRecord(brain.file);
    try {
        brain.digest = fileDigest(brain.file);
        const Mask mask = readBinaryMask(brain.file, true);
        if (!sameGrid(mask.geometry(), volume.geometry())) {
            throw Error(Error::Kind::Geometry,
                        "It is not on the image's grid: " +
                            difference(mask.geometry(), volume.geometry()).describe() + ".",
                        brain.file.string());
        }
        checkImage(brain);
        const auto labels = mask.labels();
        brain.mask = std::make_shared<const Mask>(
            volume.geometry(), std::vector<std::uint8_t>(labels.begin(), labels.end()));
    } catch (const Error& error) {
        brain.refusal = error.describe();
    }
    return brain;
}

} // namespace dawson
