#pragma once

#include "tests/core/lesion/boxes.h"

namespace dawson
{

struct RulePhantom {
    Mask reference = emptyCube();
    Mask prediction = emptyCube();
};

/// The published phantoms A to M of lesion-wise rules: boxes on a cube of 24 voxels.
inline RulePhantom rulePhantom(char name)
{
    const Mask none = emptyCube();
    const Mask cube = withBox(none, {5, 5, 5}, {3, 3, 3});
    const Mask two = withBox(withBox(none, {4, 4, 4}, {3, 3, 3}), {9, 4, 4}, {3, 3, 3});
    const Mask bar = withBox(none, {4, 4, 4}, {8, 3, 3});
    const Mask far = withBox(none, {12, 12, 12}, {3, 3, 3});
    const Mask large = withBox(none, {4, 4, 4}, {10, 10, 10});
    const Mask tenth = withBox(none, {4, 4, 4}, {10, 10, 1});
    const Mask first = withBox(none, {3, 3, 3}, {3, 3, 3});
    const Mask three = withBox(withBox(none, {12, 12, 12}, {4, 4, 4}), {4, 4, 4}, {3, 1, 1});
    switch (name) {
    case 'B':
        return {none, cube};
    case 'C':
        return {cube, none};
    case 'D':
        return {two, bar};
    case 'E':
        return {bar, two};
    case 'F':
        return {withBox(none, {4, 4, 4}, {4, 4, 4}), withBox(none, {7, 7, 7}, {4, 4, 4})};
    case 'G':
        return {withVoxel(withVoxel(far, {5, 5, 5}), {6, 6, 6}), withVoxel(far, {5, 5, 5})};
    case 'H':
        return {withVoxel(withVoxel(far, {5, 5, 5}), {6, 6, 5}), withVoxel(far, {5, 5, 5})};
    case 'I':
        return {withBox(none, {10, 10, 10}, {2, 2, 2}), withBox(none, {6, 6, 6}, {10, 10, 10})};
    case 'J':
        return {withBox(first, {15, 15, 15}, {3, 3, 3}), withBox(first, {3, 15, 15}, {3, 3, 3})};
    case 'K':
        return {three, three};
    case 'L':
        return {large, tenth};
    case 'M':
        return {large, withVoxel(tenth, {4, 4, 5})};
    default:
        return {none, none};
    }
}

} // namespace dawson
