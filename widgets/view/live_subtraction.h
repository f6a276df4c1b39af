#pragma once

#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/document/live_difference.h"
#include "core/registration/affine_map.h"

#include <QObject>

#include <memory>
#include <optional>

namespace dawson
{

/// Keeps the subtraction of a pair up to date while its registration is corrected by hand: at once
/// by its rule in the slices in sight and, once the hand rests, exactly as the worker will make it
/// if the correction is kept. GUI thread only.
class LiveSubtraction : public QObject
{
    Q_OBJECT

public:
    explicit LiveSubtraction(CaseDocument& document, QObject* parent = nullptr);
    ~LiveSubtraction() override;

    /// REQUIRES: the pair is registered. Does nothing in a case without a subtraction.
    void start();
    /// The current image was moved by `map` over the prior since start().
    void move(const AffineMap& map);
    void rest(); ///< no key is down: makes the exact one in the background
    void stop(); ///< shows the kept subtraction again

Q_SIGNALS:
    void exactShown();

private:
    struct Source; ///< what the exact one is made from, read when it is first needed

    void show(std::shared_ptr<const Volume> exact);

    CaseDocument& m_document;
    std::optional<LiveDifference> m_live;
    AffineMap m_map;
    std::shared_ptr<Source> m_source;
    BackgroundTask m_task;
};

} // namespace dawson
