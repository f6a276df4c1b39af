#pragma once

#include "core/training/model_file.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace dawson
{

/// Training and validation cases; no subject is in both.
struct Split {
    std::vector<TrainingCase> training;
    std::vector<TrainingCase> validation;
};

/// Chooses round(share x subjects) validation subjects by seed, at least one when share > 0 and
/// there are three subjects or more; none with fewer. All sessions of a subject go together, and
/// the order of the list does not matter.
Split splitBySubject(const std::vector<TrainingCase>& cases, double share, std::uint64_t seed);

/// A subject's name without "sub-": "sub-07" and "07" are one subject.
std::string plainName(const std::string& subject);

/// Plain names of the subjects in a list, each once.
std::set<std::string> subjectsOf(const std::vector<TrainingCase>& cases);

/// Notes which cases have an empty mask, as far as masks can be read.
void noteLesionFree(std::vector<TrainingCase>& cases);

/// Subjects that are in both lists, sorted.
std::vector<std::string> sharedSubjects(const std::vector<TrainingCase>& a,
                                        const std::vector<TrainingCase>& b);

/// Subjects of a list that had a say in a model (knownSubjects), sorted.
std::vector<std::string> subjectsKnownTo(const ModelCard& model,
                                         const std::vector<TrainingCase>& cases);

} // namespace dawson
