#pragma once

class QSplitter;

namespace dawson
{

/// Gives a splitter the sizes it had when its handles were last moved, and keeps those to come.
/// REQUIRES: the splitter has its widgets and an object name, unique in the program.
void rememberSizes(QSplitter& splitter);

} // namespace dawson
