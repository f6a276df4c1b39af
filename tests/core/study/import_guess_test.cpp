#include "core/study/import.h"

#include <QTest>

namespace dawson
{

namespace
{

/// "P017 | 2021 | FLAIR", "01 | | T1w + Gd", "3 | 2 | mask flair grader-2".
QString inWords(const ImportItem& item)
{
    QString what =
        QString::fromStdString(item.suffix) + (item.contrast ? QStringLiteral(" + Gd") : QString());
    if (item.mask) {
        what = QStringLiteral("mask ") + QString::fromStdString(taskName(item.task)) +
               QLatin1Char(' ') + QString::fromStdString(item.maskAuthor);
    }
    return QString::fromStdString(item.subject) + QStringLiteral(" | ") +
           QString::fromStdString(item.session) + QStringLiteral(" | ") + what;
}

} // namespace

class ImportGuessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guessesFromNames_data();
    void guessesFromNames();
    void doubtsOtherMasks();
};

void ImportGuessTest::guessesFromNames_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("guess");

    const auto row = [](const char* path, const char* guess) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(guess);
    };
    // Written by BIDS tools.
    row("sub-01_ses-02_T1w.nii", "01 | 02 | T1w");
    row("sub-cross07_ce-gadolinium_T1w.nii.gz", "cross07 |  | T1w + Gd");
    row("sub-5_acq-3D_run-1_FLAIR.nii.gz", "5 |  | FLAIR");
    row("sub-5_ses-m06_label-lesion_mask.nii.gz", "5 | m06 | mask flair grader-1");
    row("sub-5_label-newlesion_mask.nii.gz", "5 |  | mask new grader-1");
    row("derivatives/grader-2/sub-5/anat/sub-5_label-enhancing_mask.nii.gz",
        "5 |  | mask enhancing grader-2");
    // Named by hand or by a converter.
    row("P017_2021_t2_flair_3D.nii.gz", "P017 | 2021 | FLAIR");
    row("patient3/post_contrast_t1.nrrd", "patient3 |  | T1w + Gd");
    row("patient03/visit2/FLAIR.nii.gz", "patient03 | 2 | FLAIR");
    row("Patient 12/2019-05-17/t1_mprage_sag.nii", "Patient12 | 20190517 | T1w");
    row("MS_042_T1+C.mha", "MS042 |  | T1w + Gd");
    row("MS042/17.05.2019/T2_TSE_tra.nii", "MS042 | 20190517 | T2w");
    row("subject-7_followup_PD.nii.gz", "7 | followup | PDw");
    row("subj07_baseline_T1_pre.nii.gz", "07 | baseline | T1w");
    row("case12_M06_FLAIR.nii.gz", "case12 | M06 | FLAIR");
    row("AB1234_t1_gd.nii.gz", "AB1234 |  | T1w + Gd");
    row("0123_tp2_t2w.nii.gz", "0123 | 2 | T2w");
    row("0123_time01_T1Gado.nii", "0123 | 01 | T1w + Gd");
    row("HC-09_T1w_brain_n4.nii.gz", "HC09 |  | T1w");
    row("K17_t2_spc_da-fl_sag_p2_iso_20210304101112_5.nii.gz", "K17 | 20210304 | FLAIR");
    row("K17_T2_dark-fluid_tra.nii", "K17 |  | FLAIR");
    row("K17_TIRM.nii", "K17 |  | FLAIR");
    row("K17_T1_nativ.nii", "K17 |  | T1w");
    row("K17_T1_KM.nii", "K17 |  | T1w + Gd");
    row("K17_t1_mprage_post.nii.gz", "K17 |  | T1w + Gd");
    row("K17_T1_to_FLAIR.nii.gz", "K17 |  | T1w");
    row("K17_T2_2_T1.nii.gz", "K17 |  | T2w");
    row("K17_T1_without_contrast.nii", "K17 |  | T1w");
    row("K17_t2star.nii.gz", "K17 |  | T2starw");
    row("K17_FLAIR_follow_up_2.nii.gz", "K17 | followup2 | FLAIR");
    row("study A/K17/V03/t2flair.nii", "K17 | 03 | FLAIR");
    row("patient01_FLAIR_preprocessed.nii.gz", "patient01 |  | FLAIR");
    row("raw/john/flair.nii.gz", "john |  | FLAIR");
    row("Downloads/flair.nii.gz", " |  | FLAIR");
    row("Downloads/image.nii.gz", " |  | ");
    row("Müller/T1.nii", "Mller |  | T1w");
    // Lesion masks.
    row("patient05_lesions.nii.gz", "patient05 |  | mask flair grader-1");
    row("P017_2021_lesion_mask_rater2.nii.gz", "P017 | 2021 | mask flair grader-2");
    row("P017_FLAIR_seg_Expert_1.nii", "P017 |  | mask flair grader-1");
    row("K17/reader B/FLAIR_lesion_mask.nii", "K17 |  | mask flair grader-B");
    row("rater2/K17/lesions.nii", "K17 |  | mask flair grader-2");
    row("K17_consensus_mask.nii.gz", "K17 |  | mask flair consensus");
    row("K17_enhancing_lesions.nii.gz", "K17 |  | mask enhancing grader-1");
    row("K17_gd_lesion_mask.nii.gz", "K17 |  | mask enhancing grader-1");
    row("K17_followup_new_lesions_mask.nii.gz", "K17 | followup | mask new grader-1");
    row("K17_manual_gt.nii.gz", "K17 |  | mask flair grader-1");
}

void ImportGuessTest::guessesFromNames()
{
    QFETCH(const QString, path);
    QFETCH(const QString, guess);
    const std::filesystem::path file = path.toStdString();
    std::vector<std::string> folders;
    for (const auto& part : file.parent_path()) {
        folders.push_back(part.string());
    }

    QCOMPARE(inWords(guessFromNames(file, folders)), guess);
}

void ImportGuessTest::doubtsOtherMasks()
{
    QVERIFY(!guessFromNames("sub-1_label-change_mask.nii.gz", {}).problem.empty());
    QVERIFY(!guessFromNames("sub-1_label-lesion_desc-old_mask.nii.gz", {}).problem.empty());
    QVERIFY(!guessFromNames("sub-1_desc-brain_mask.nii.gz", {}).problem.empty());
    QVERIFY(guessFromNames("sub-1_label-lesion_mask.nii.gz", {}).problem.empty());
    QVERIFY(!guessFromNames("K17_brain_mask.nii.gz", {}).problem.empty());
    QVERIFY(!guessFromNames("K17_brainmask.nii.gz", {}).problem.empty());
    QVERIFY(guessFromNames("K17_brain_lesion_mask.nii.gz", {}).problem.empty());
    QVERIFY(guessFromNames("K17_FLAIR_brain.nii.gz", {}).problem.empty());
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ImportGuessTest)
#include "import_guess_test.moc"
