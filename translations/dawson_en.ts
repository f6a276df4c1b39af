<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>dawson::FineTuneForm</name>
    <message numerus="yes">
        <source>Trains on %n case(s)</source>
        <translation>
            <numerusform>Trains on %n case</numerusform>
            <numerusform>Trains on %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validates on %n other(s).</source>
        <translation>
            <numerusform>validates on %n other.</numerusform>
            <numerusform>validates on %n others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more left out: rest the mouse here to read which.</source>
        <translation>
            <numerusform>and %n more left out: rest the mouse here to read which.</numerusform>
            <numerusform>and %n more left out: rest the mouse here to read which.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fine-tune %1 on %n case(s) of %2</source>
        <translation>
            <numerusform>Fine-tune %1 on %n case of %2</numerusform>
            <numerusform>Fine-tune %1 on %n cases of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train from scratch on %n case(s) of %1</source>
        <translation>
            <numerusform>Train from scratch on %n case of %1</numerusform>
            <numerusform>Train from scratch on %n cases of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::JobPanel</name>
    <message numerus="yes">
        <source>%n more in the log below</source>
        <translation>
            <numerusform>%n more in the log below</numerusform>
            <numerusform>%n more in the log below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::JobStrip</name>
    <message numerus="yes">
        <source>%n more running</source>
        <translation>
            <numerusform>%n more running</numerusform>
            <numerusform>%n more running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n more waiting</numerusform>
            <numerusform>%n more waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::ModelPage</name>
    <message numerus="yes">
        <source>sub-%1, %n lesion(s)</source>
        <translation>
            <numerusform>sub-%1, %n lesion</numerusform>
            <numerusform>sub-%1, %n lesions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::PairBatch</name>
    <message numerus="yes">
        <source>&amp;Register all pairs (%n missing)</source>
        <translation>
            <numerusform>&amp;Register all pairs (%n missing)</numerusform>
            <numerusform>&amp;Register all pairs (%n missing)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Register %n pair(s)</source>
        <translation>
            <numerusform>Register %n pair</numerusform>
            <numerusform>Register %n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseSentences</name>
    <message numerus="yes">
        <source>%n unsaved step(s) of the last time were restored.</source>
        <translation>
            <numerusform>%n unsaved step of the last time was restored.</numerusform>
            <numerusform>%n unsaved steps of the last time were restored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::ThresholdPanel</name>
    <message numerus="yes">
        <source>Counting at %n threshold(s)… %1 %</source>
        <translation>
            <numerusform>Counting at %n threshold… %1 %</numerusform>
            <numerusform>Counting at %n thresholds… %1 %</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lesion(s), %1 ml</source>
        <translation>
            <numerusform>%n lesion, %1 ml</numerusform>
            <numerusform>%n lesions, %1 ml</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean of %n case(s), %1. A threshold chosen here flatters the model on these cases.</source>
        <translation>
            <numerusform>Mean of %n case, %1. A threshold chosen here flatters the model on this case.</numerusform>
            <numerusform>Mean of %n cases, %1. A threshold chosen here flatters the model on these cases.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) left out: hidden until you have submitted your own mask of them (File &gt; Submit mask).</source>
        <translation>
            <numerusform>%n case left out: hidden until you have submitted your own mask of it (File &gt; Submit mask).</numerusform>
            <numerusform>%n cases left out: hidden until you have submitted your own masks of them (File &gt; Submit mask).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) could not be used: rest the mouse here to read why.</source>
        <translation>
            <numerusform>%n case could not be used: rest the mouse here to read why.</numerusform>
            <numerusform>%n cases could not be used: rest the mouse here to read why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::TrainPage</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::ChangeTable</name>
    <message numerus="yes">
        <source>%n lesion(s) left out as too short.</source>
        <translation>
            <numerusform>%n lesion left out as too short.</numerusform>
            <numerusform>%n lesions left out as too short.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Numbers followed over %n visit(s).</source>
        <translation>
            <numerusform>Numbers followed over %n visit.</numerusform>
            <numerusform>Numbers followed over %n visits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::ReadWorkspace</name>
    <message numerus="yes">
        <source>%n voxel(s) of this stroke lie on a lesion you marked at the visit before. Undo, or choose another rule under Comparison.</source>
        <translation>
            <numerusform>%n voxel of this stroke lies on a lesion you marked at the visit before. Undo, or choose another rule under Comparison.</numerusform>
            <numerusform>%n voxels of this stroke lie on a lesion you marked at the visit before. Undo, or choose another rule under Comparison.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::PreflightText</name>
    <message numerus="yes">
        <source>On top of that %n case(s) to validate on are masked after each epoch.</source>
        <translation>
            <numerusform>On top of that %n case to validate on is masked after each epoch.</numerusform>
            <numerusform>On top of that %n cases to validate on are masked after each epoch.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::NewDefaultDialog</name>
    <message numerus="yes">
        <source>Learns from %n image(s)</source>
        <translation>
            <numerusform>Learns from %n image</numerusform>
            <numerusform>Learns from %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validates on %n other(s).</source>
        <translation>
            <numerusform>validates on %n other.</numerusform>
            <numerusform>validates on %n others.</numerusform>
        </translation>
    </message>
</context>
</TS>
