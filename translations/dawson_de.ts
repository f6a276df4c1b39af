<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>JobWords</name>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LesionChart</name>
    <message>
        <source>Lesion sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesion PPV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undefined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MatchRule</name>
    <message>
        <source>A lesion counts as found when at least %1 % of it is covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any overlap: a lesion counts as found when one voxel of it is covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lesions are %1-connected components</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lesions under %1 ml are ignored on both sides</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaintCommand</name>
    <message>
        <source>Paint lesion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase whole lesion</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneText</name>
    <message>
        <source>Slice %1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oblique %1°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::EvaluatePage</name>
    <message>
        <source>Lesion %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesions are connected by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found from an overlap of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore lesions under</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one voxel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ml</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces, edges, corners (26)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces and edges (18)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces (6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the chart as PNG or PDF, or the figures as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Author whose lesions are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case whose lesions are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart (*.pdf *.png);;Figures (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::FineTuneForm</name>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from the masks of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model to fine-tune, or none: random weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only cases with a saved mask of this author can be learned from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untick the subjects to leave out. With three or more, a fifth is held out to validate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts in the background; masking goes on meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FLAIR lesions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick: useful within minutes on two cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper: 30 epochs of 96³ patches, rate 1e-5 (Wahlig 2023)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (no mask yet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No masks to learn from yet: mask some lesions as a grader and save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs about %1 of the %2 memory that is free, and %3 on disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes about %1 (%L2 steps).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 steps; measuring how long one takes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 steps; how long they take is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Trains on %n case(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validates on %n other(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fine-tune %1 on %n case(s) of %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train from scratch on %n case(s) of %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::JobPanel</name>
    <message>
        <source>That did not work: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job yet. Choose a model on the left, then predict with it or plan a fine-tuning on the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause after the current batch, or go on from there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the training now; the model of the best epoch becomes the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after the current batch; no model is made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::LesionChart</name>
    <message>
        <source>Nothing to compare yet: choose a reference and at least one other author with masks of the same subjects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars: mean over subjects; whiskers: one standard error; dots: subjects (click one to open it). Reference: %1. Rule: %2. n counts the subjects where the ratio is defined: sensitivity needs a reference lesion, PPV a predicted one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart of lesion-wise sensitivity and PPV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3 (click to open)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::LesionThumbnails</name>
    <message>
        <source>axial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coronal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a lesion in the table to see it here in three planes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lesion, %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::ModelList</name>
    <message>
        <source>default model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fine-tuned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained from scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuned from:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 levels, width %2, %L3 weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meant for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model here yet. Load one with Model &gt; Load.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::PaneOverlay</name>
    <message>
        <source>Neurological: left on the left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::SliceView</name>
    <message>
        <source>Axial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::SurfaceView</name>
    <message>
        <source>Lesions in 3D</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::TrainPage</name>
    <message>
        <source>Load a model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a model file from elsewhere; it is data and can run nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask the open case with the chosen model, in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict all cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask every case of the project with the chosen model, in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dawson models (*.h5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>subject %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a model that can be used first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image here that this model can mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict %1 with %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::TrainingChart</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation, lesion by lesion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PPV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves of the training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::ViewGrid</name>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dawson::VtkWidget</name>
    <message>
        <source>3D needs OpenGL 3.2, which this display does not offer. The other views work without it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
