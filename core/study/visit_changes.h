#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/lesion/lesion_change.h"
#include "core/lesion/lesion_ids.h"
#include "core/registration/transform.h"
#include "core/study/image_pair.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Lesions on another grid: each voxel of `grid` has the label of the voxel of `map` that it comes
/// from (the nearest), and a lesion too small to be met keeps one voxel. Numbers, volumes and
/// diameters stay those that were measured where the mask was drawn; places move along. `toMap`
/// leads from the grid's patient space (fixed) to the map's (moving).
LesionMap carryLesions(const LesionMap& map, const Geometry& grid, const Transform& toMap);

/// What became of one author's lesions (task flair) between the two visits of a pair.
struct VisitChanges {
    ImagePair pair;
    LesionMap prior;   ///< on the pair's grid, where it was drawn
    LesionMap current; ///< carried there by the pair's transform
    LesionChanges changes;
    LesionIds priorIds; ///< followed from the first visit on that a chain of pairs leads back to
    LesionIds currentIds;
    std::size_t visits = 2; ///< over how many visits the ids were followed
    bool accepted = false;  ///< a reader has accepted the pair's registration
    Transform toCurrent;    ///< from the pair's grid to the later visit's own image
};

/// The changes, or why there are none.
struct VisitChangesSearch {
    enum class Missing {
        Nothing,      ///< all there
        Pair,         ///< no visit before, or no image of one
        Registration, ///< the pair was not registered, or an image has changed since
        PriorMask,    ///< the author has no lesion mask of the earlier visit
        CurrentMask,
        Grid ///< a mask does not lie on its image
    };

    Missing missing = Missing::Nothing;
    std::string detail; ///< a sentence, in English; may be empty
    std::optional<VisitChanges> found;
};

/// Which changes.
struct VisitChangesRequest {
    std::string subject;
    std::string session; ///< of the later visit
    std::string author;  ///< folder
    ChangeRule rule;
};

/// All that a comparison reads from disk. It can be kept while the masks of the later visit are
/// being painted. Immutable.
struct VisitHistory {
    ImagePair pair;
    LesionMap prior;
    LesionIds priorIds;
    int nextId = 1;              ///< the first that was never given
    std::optional<Mask> current; ///< of the later visit, when there is one on disk
    Geometry currentGrid;        ///< of the later visit's own image
    Transform toCurrent;
    std::size_t visits = 2;
    bool accepted = false;
};

/// The history, or why there is none. A missing mask of the later visit is no reason.
struct VisitHistorySearch {
    VisitChangesSearch::Missing missing = VisitChangesSearch::Missing::Nothing;
    std::string detail; ///< as VisitChangesSearch::detail
    std::shared_ptr<const VisitHistory> found;
};

/// Masks of the later visit as they are being painted, saved or not.
struct PaintedMasks {
    std::shared_ptr<const Mask> current; ///< lesions, in place of the mask on disk
    /// New lesions on the pair's grid. Those that meet no lesion of the later visit count besides.
    std::shared_ptr<const Mask> added;
};

/// Reads masks and transforms; the pairs before this one too, as far back as the author has masks
/// and the pairs are registered, so that ids go on over all of them. Ids before a gap are not
/// known: they begin at the first visit after it. Throws Error when a file that is there cannot be
/// read.
VisitHistorySearch readVisitHistory(const Study& study,
                                    const VisitChangesRequest& request,
                                    const Progress& progress = {});

/// The changes from what was read and what is painted: about 0.3 s at 1 mm.
VisitChangesSearch compareVisits(const VisitHistory& history,
                                 const PaintedMasks& painted,
                                 const ChangeRule& rule,
                                 const Progress& progress = {});

/// Both in one, with the masks on disk. About 0.5 s a pair at 1 mm.
VisitChangesSearch findVisitChanges(const Study& study,
                                    const VisitChangesRequest& request,
                                    const Progress& progress = {});

/// Authors with a lesion mask (task flair) at both visits of a pair, in the study's order.
std::vector<Author> authorsOfBothVisits(const Study& study, const ImagePair& pair);

} // namespace dawson
