#include "widgets/panel/model_words.h"
#include "widgets/panel/new_default_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

/// Other words for the same choices.
void refill(QComboBox& box, const QStringList& words)
{
    const QSignalBlocker quiet(&box);
    const int chosen = std::max(0, box.currentIndex());
    box.clear();
    box.addItems(words);
    box.setCurrentIndex(chosen);
}

} // namespace

void NewDefaultDialog::retranslate()
{
    setWindowTitle(tr("New default model"));
    m_head->setText(tr("New default model"));
    m_text->setText(
        tr("For experts: makes a model from images that are drawn by the machine and from gliomas, "
           "without anybody's lesion masks, as a start for fine-tuning. It takes minutes to hours. "
           "The models "
           "that come with Dawson stay as they are."));
    nameRows();
    for (QPushButton* browse : m_browse) {
        browse->setToolTip(tr("Choose a folder"));
        browse->setAccessibleName(browse->toolTip());
    }
    refill(*m_task,
           {tr("FLAIR lesions"), tr("New lesions"), tr("Enhancing lesions"), tr("Brain masks")});
    refill(*m_family, {tr("Residual U-Net (as published)"), tr("Plain U-Net")});
    refill(*m_preset, {presetText("quick"), presetText("robust"), presetText("paper")});
    m_threads->setSpecialValueText(tr("all cores"));
    m_steps->setSpecialValueText(tr("every patch once"));
    m_start->setText(tr("Start"));
    m_start->setToolTip(
        tr("Starts in the background, as a job that can be paused and goes on after "
           "a restart"));
    m_cancel->setText(tr("Cancel"));
}

/// In the order the rows were added.
void NewDefaultDialog::nameRows()
{
    const std::array texts{tr("Task"),
                           tr("Name"),
                           tr("Label maps"),
                           tr("Synthetic images"),
                           tr("Gliomas"),
                           tr("Planted images per glioma"),
                           tr("Preset"),
                           tr("Network"),
                           tr("Levels"),
                           tr("Width"),
                           tr("Epochs"),
                           tr("Steps per epoch"),
                           tr("Patch (voxels)"),
                           tr("Threads"),
                           tr("Seed")};
    const std::array tips{
        tr("What the model will mask"),
        tr("Shown in the list of models and in its card"),
        tr("Folder of anatomical label maps (FreeSurfer's numbers, .nii.gz, 1 mm) that brains are "
           "drawn from; every sixth is kept for validation"),
        tr("Images to draw from the label maps"),
        tr("BIDS dataset with FLAIR (T1w before and after gadolinium) and derivatives/.../*_dseg; "
           "the last two subjects are kept for validation"),
        tr("Images of each glioma with made-up lesions in its healthy tissue; 0: none"),
        tr("Schedule and network to begin with; the fields below it may differ"),
        tr("Residual: dilated and strided, as in Wahlig et al. 2023. Plain: two convolutions a "
           "level, as nnU-Net has them"),
        tr("Resolution levels of the U-Net: with more, the network sees farther and takes longer"),
        tr("Factor on all channel counts; of the residual network 1 is the paper's, and 0.5 has "
           "a quarter of its weights"),
        tr("Passes; the best on validation is kept"),
        tr("0: every patch once"),
        tr("Edge of the cubes it learns from, a multiple of 2 to the power of the levels"),
        tr("0: all cores"),
        tr("The same seed, threads and machine make the same model, bit for bit")};
    for (std::size_t n = 0; n < texts.size(); ++n) {
        m_labels[n]->setText(texts[n]);
        m_labels[n]->buddy()->setAccessibleName(texts[n]);
        m_labels[n]->buddy()->setToolTip(tips[n]);
        m_labels[n]->setToolTip(tips[n]);
    }
}

} // namespace dawson
