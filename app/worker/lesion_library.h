#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/label_volume.h"
#include "core/registration/transform.h"
#include "core/training/pretraining_sources.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// The T1 that an anatomy would have, brain only: what another brain is registered to.
Volume likenessOf(const LabelVolume& anatomy);

/// A brain that lesions are carried over onto.
struct TargetBrain {
    std::string name; ///< under which its registration is kept
    Volume t1;
    std::optional<Mask> spared; ///< on its grid, left out of the registration (a tumour)
};

/// Lesions of patients, drawn by raters in a template's space, carried over onto other brains: the
/// template's T1 is registered to them (affine, then SyN), the masks follow.
class LesionLibrary
{
public:
    /// Every sixth file, one a patient, is for validation only; all serve both where there are
    /// fewer.
    enum class Use { Learning, Validation };

    /// Reads the template: t1, prob_gm and prob_wm.nii.gz of the folder (255 = 1). Transforms are
    /// kept below `work` and used again. Empty without a folder of masks. Throws Error(Data) when
    /// masks are to be used and there is none, or one to leave out is not there; Error(Io) without
    /// a template.
    LesionLibrary(const PretrainingSources& sources, std::filesystem::path work);

    bool empty() const { return m_learning.empty(); }

    /// The lesions of one patient, in a quarter of cases of two, drawn by `seed`, on the brain's
    /// grid. Throws Error(Data) for a file that is no mask, Error(Cancelled). An affine
    /// registration alone where the deformation was refused.
    Mask on(const TargetBrain& brain, std::uint64_t seed, Use use, const Progress& progress = {});

    /// What was doubtful about the registrations made so far, a sentence each.
    const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    const Transform& registered(const TargetBrain& brain, const Progress& progress);

    std::filesystem::path m_work;
    Volume m_template; ///< T1 of the brain, 0 around it
    std::vector<std::filesystem::path> m_learning;
    std::vector<std::filesystem::path> m_heldOut;
    std::string m_last; ///< the brain that m_transform leads to
    Transform m_transform;
    std::vector<std::string> m_warnings;
};

} // namespace dawson
