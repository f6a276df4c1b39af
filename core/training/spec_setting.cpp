#include "core/training/spec_setting.h"

#include "core/base/error.h"
#include "core/training/schedule_fields.h"

#include <array>
#include <charconv>

namespace dawson
{

namespace
{

/// A key with its value as text; fills the member of that key.
class Setting
{
public:
    explicit Setting(const std::string& text)
    {
        const auto sign = text.find('=');
        if (sign == std::string::npos || sign == 0) {
            throw Error(Error::Kind::Data, "\"" + text + "\" is not a setting; write KEY=VALUE.");
        }
        m_key = text.substr(0, sign);
        m_value = text.substr(sign + 1);
    }

    template <typename Value>
    void offer(const char* key, Value& member)
    {
        if (m_key == key) {
            m_known = true;
            read(member);
        }
    }

    bool known() const { return m_known; }

    void checkKnown() const
    {
        if (!m_known) {
            throw Error(Error::Kind::Data, "There is no setting called \"" + m_key + "\".");
        }
    }

private:
    void read(std::string& member) const { member = m_value; }

    void read(bool& member) const
    {
        if (m_value != "true" && m_value != "false") {
            fail("true or false");
        }
        member = m_value == "true";
    }

    template <typename Number>
    void read(Number& member) const
    {
        Number number{};
        const char* end = m_value.data() + m_value.size();
        const auto result = std::from_chars(m_value.data(), end, number);
        if (result.ec != std::errc{} || result.ptr != end) {
            fail("a number");
        }
        member = number;
    }

    [[noreturn]] void fail(const char* expected) const
    {
        throw Error(Error::Kind::Data,
                    "The setting \"" + m_key + "\" must be " + expected + ", not \"" + m_value +
                        "\".");
    }

    std::string m_key;
    std::string m_value;
    bool m_known = false;
};

std::string textOf(const std::string& value)
{
    return value;
}

std::string textOf(bool value)
{
    return value ? "true" : "false";
}

/// As short as it reads back the same.
template <typename Number>
std::string textOf(Number value)
{
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

} // namespace

std::vector<std::string> settingsOf(const TrainingSchedule& schedule)
{
    std::vector<std::string> settings;
    eachScheduleField([&](const char* key, auto member) {
        settings.push_back(std::string(key) + "=" + textOf(schedule.*member));
    });
    return settings;
}

void applySetting(TrainingSpec& spec, const std::string& text)
{
    Setting setting(text);
    eachScheduleField(
        [&](const char* key, auto member) { setting.offer(key, spec.schedule.*member); });
    if (setting.known()) {
        return;
    }
    setting.offer("startSpacingMm", spec.startSpacingMm);
    if (setting.known()) {
        if (spec.startFrom.empty()) {
            throw Error(Error::Kind::Data,
                        "\"" + text +
                            "\" has no effect: there is no model to start from. Set spacingMm.");
        }
        return;
    }
    setting.offer("levels", spec.architecture.levels);
    setting.offer("width", spec.architecture.width);
    setting.offer("head", spec.architecture.head);
    setting.offer("normalisation", spec.architecture.normalisation);
    setting.offer("family", spec.architecture.family);
    setting.offer("spacingMm", spec.preprocessing.spacingMm);
    setting.offer("biasCorrection", spec.preprocessing.biasCorrection);
    setting.offer("marginVoxels", spec.preprocessing.marginVoxels);
    setting.checkKnown();
    if (!spec.startFrom.empty()) {
        throw Error(Error::Kind::Data,
                    "\"" + text +
                        "\" has no effect: the network and what is done to its images "
                        "are those of the model to start from.",
                    spec.startFrom.string());
    }
}

} // namespace dawson
