#include "app/worker/command.h"
#include "app/worker/evaluate.h"
#include "app/worker/phantom.h"
#include "app/worker/register.h"

#ifdef DAWSON_WITH_TORCH
#include "app/worker/bench.h"
#include "app/worker/brain.h"
#include "app/worker/cross_validate.h"
#include "app/worker/model_show.h"
#include "app/worker/predict.h"
#include "app/worker/pretrain.h"
#include "app/worker/run.h"
#include "app/worker/subtract.h"
#include "app/worker/train.h"
#endif

namespace dawson
{

std::span<const AddCommand> commandList()
{
    static constexpr AddCommand commands[] = {
#ifdef DAWSON_WITH_TORCH
        addRun,
        addTrain,
        addPredict,
        addBrain,
        addCrossValidate,
        addModel,
        addBench,
        addPretrain,
        addSubtract,
#endif
        addEvaluate,
        addPhantom,
        addRegister};
    return commands;
}

} // namespace dawson
