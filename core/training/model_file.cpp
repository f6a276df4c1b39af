#include "core/training/model_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/epoch_history.h"
#include "core/training/model_history.h"
#include "core/training/model_part.h"

#include <algorithm>
#include <set>

namespace dawson
{

namespace
{

constexpr const char* kFormat = "dawson-model";
constexpr std::int64_t kVersion = 7;
constexpr std::int64_t kOfOneNetwork = 6; ///< programs that know no ensemble read it
constexpr const char* kHistory = "history";

ModelFile read(const std::filesystem::path& path, bool withWeights)
{
    const Hdf5Node file = Hdf5Node::open(path, Error::Kind::Model);
    const std::int64_t version = checkFormat(file, kFormat, kVersion);
    return readModelPart(file, version, withWeights);
}

} // namespace

std::string
writeModel(const std::filesystem::path& path, const ModelFile& model, bool halfPrecision)
{
    return writeModelWithHistory(path, model, {}, halfPrecision);
}

std::string writeModelWithHistory(const std::filesystem::path& path,
                                  const ModelFile& model,
                                  const std::vector<EpochMetrics>& history,
                                  bool halfPrecision)
{
    const FloatStorage storage = halfPrecision ? FloatStorage::Half : FloatStorage::Single;
    const std::string digest = checkedDigest(model, storage, path);
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
        const Hdf5Node file = Hdf5Node::create(temporary, path);
        writeFormat(file, kFormat, model.secondMember.empty() ? kOfOneNetwork : kVersion);
        writeModelPart(file, model, storage, digest);
        if (!history.empty()) {
            writeHistory(file.makeGroup(kHistory), history);
        }
        file.flush();
    });
    return digest;
}

std::vector<EpochMetrics> readModelHistory(const std::filesystem::path& path)
{
    const Hdf5Node file = Hdf5Node::open(path, Error::Kind::Model);
    checkFormat(file, kFormat, kVersion);
    return file.hasChild(kHistory) ? readHistory(file.child(kHistory))
                                   : std::vector<EpochMetrics>();
}

ModelFile readModel(const std::filesystem::path& path)
{
    return read(path, true);
}

ModelFile readModelHeader(const std::filesystem::path& path)
{
    return read(path, false);
}

std::vector<std::string> knownSubjects(const ModelCard& card)
{
    std::set<std::string> known(card.subjects.begin(), card.subjects.end());
    known.insert(card.validationSubjects.begin(), card.validationSubjects.end());
    known.insert(card.ancestorSubjects.begin(), card.ancestorSubjects.end());
    return {known.begin(), known.end()};
}

void dropWeights(ModelFile& model)
{
    model.weights = {};
    model.secondMember = {};
}

bool sameNetwork(const std::vector<WeightTensor>& a, const std::vector<WeightTensor>& b)
{
    return std::ranges::equal(a, b, [](const WeightTensor& one, const WeightTensor& other) {
        return one.name == other.name && one.shape == other.shape && one.trained == other.trained;
    });
}

OperatingPoint pointOf(const ModelFile& model)
{
    return {model.threshold, model.minimumVolumeMm3, model.coreProbability};
}

std::int64_t parameterCount(const ModelFile& model)
{
    std::int64_t count = 0;
    for (const WeightTensor& tensor : model.weights) {
        std::int64_t values = tensor.trained ? 1 : 0;
        for (const std::int64_t length : tensor.shape) {
            values *= length;
        }
        count += values;
    }
    return count;
}

} // namespace dawson
