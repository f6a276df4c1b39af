#include "core/training/spec_setting.h"

#include "core/base/error.h"
#include "core/training/schedule_fields.h"

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

} // namespace

void applySetting(TrainingSpec& spec, const std::string& text)
{
    Setting setting(text);
    eachScheduleField(
        [&](const char* key, auto member) { setting.offer(key, spec.schedule.*member); });
    setting.offer("levels", spec.architecture.levels);
    setting.offer("width", spec.architecture.width);
    setting.offer("head", spec.architecture.head);
    setting.offer("normalisation", spec.architecture.normalisation);
    setting.offer("family", spec.architecture.family);
    setting.checkKnown();
}

} // namespace dawson
