<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ErrorDialog</name>
    <message>
        <source>A file could not be read or written.</source>
        <translation>Eine Datei konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>A file is not what it claims to be.</source>
        <translation>Eine Datei ist nicht, was sie zu sein vorgibt.</translation>
    </message>
    <message>
        <source>Two images do not lie on the same grid.</source>
        <translation>Zwei Bilder liegen nicht auf demselben Gitter.</translation>
    </message>
    <message>
        <source>The content cannot be used.</source>
        <translation>Der Inhalt ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The model does not fit.</source>
        <translation>Das Modell passt nicht.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>Dafür reicht der Arbeitsspeicher nicht.</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>under a minute left</source>
        <translation>noch unter einer Minute</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Choosing the threshold</source>
        <translation>Schwelle wird gewählt</translation>
    </message>
    <message>
        <source>Choosing the threshold, inner fold %1 of %2</source>
        <translation>Schwelle wird gewählt, innere Aufteilung %1 von %2</translation>
    </message>
    <message>
        <source>Predicting</source>
        <translation>Wird maskiert</translation>
    </message>
    <message>
        <source>Predicting sub-%1</source>
        <translation>sub-%1 wird maskiert</translation>
    </message>
    <message>
        <source>Memory was not enough; windows of %1 voxels</source>
        <translation>Der Arbeitsspeicher reichte nicht; Fenster von %1 Voxeln</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Finding the brain</source>
        <translation>Gehirn wird gesucht</translation>
    </message>
    <message>
        <source>Finding the brain of %1</source>
        <translation>Gehirn von %1 wird gesucht</translation>
    </message>
    <message>
        <source>Registering</source>
        <translation>Wird registriert</translation>
    </message>
    <message>
        <source>Registering %1</source>
        <translation>%1 wird registriert</translation>
    </message>
    <message>
        <source>Subtracting</source>
        <translation>Wird subtrahiert</translation>
    </message>
    <message>
        <source>Subtracting %1</source>
        <translation>%1 wird subtrahiert</translation>
    </message>
    <message>
        <source>Planting lesions beside tumours</source>
        <translation>Läsionen werden neben Tumoren eingesetzt</translation>
    </message>
    <message>
        <source>Making synthetic brains</source>
        <translation>Synthetische Gehirne werden erzeugt</translation>
    </message>
    <message>
        <source>preparing cases</source>
        <translation>Fälle werden vorbereitet</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>rigid</source>
        <translation>starre Registrierung</translation>
    </message>
    <message>
        <source>affine</source>
        <translation>affine Registrierung</translation>
    </message>
    <message>
        <source>syn</source>
        <translation>elastische Registrierung</translation>
    </message>
    <message>
        <source>judging</source>
        <translation>Prüfung der Registrierung</translation>
    </message>
    <message>
        <source>inverting</source>
        <translation>Umkehrung der Verformung</translation>
    </message>
    <message>
        <source>resampling</source>
        <translation>Neuabtastung</translation>
    </message>
    <message>
        <source>foreground</source>
        <translation>Suche des Vordergrunds</translation>
    </message>
    <message>
        <source>normalising</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <source>bias correction</source>
        <translation>Bias-Korrektur</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>wird geschrieben</translation>
    </message>
</context>
<context>
    <name>LesionChart</name>
    <message>
        <source>Lesion sensitivity</source>
        <translation>Läsionssensitivität</translation>
    </message>
    <message>
        <source>Lesion PPV</source>
        <translation>Läsions-PPV</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>undefiniert</translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation>n = %1</translation>
    </message>
</context>
<context>
    <name>MatchRule</name>
    <message>
        <source>A lesion counts as found when at least %1 % of it is covered</source>
        <translation>Eine Läsion gilt als gefunden, wenn mindestens %1 % von ihr überdeckt sind</translation>
    </message>
    <message>
        <source>Any overlap: a lesion counts as found when one voxel of it is covered</source>
        <translation>Jede Überlappung: Eine Läsion gilt als gefunden, wenn ein Voxel von ihr überdeckt ist</translation>
    </message>
    <message>
        <source>lesions are %1-connected components</source>
        <translation>Läsionen sind zusammenhängende Komponenten (%1er-Nachbarschaft)</translation>
    </message>
    <message>
        <source>lesions under %1 ml are ignored on both sides</source>
        <translation>Läsionen unter %1 ml bleiben auf beiden Seiten unberücksichtigt</translation>
    </message>
</context>
<context>
    <name>PaintCommand</name>
    <message>
        <source>Paint lesion</source>
        <translation>Läsion malen</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Erase whole lesion</source>
        <translation>Ganze Läsion löschen</translation>
    </message>
</context>
<context>
    <name>PaneText</name>
    <message>
        <source>Slice %1/%2</source>
        <translation>Schicht %1/%2</translation>
    </message>
    <message>
        <source>oblique %1°</source>
        <translation>schräg %1°</translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <translation>W %1  L %2</translation>
    </message>
    <message>
        <source>After gadolinium</source>
        <translation>Nach Gadolinium</translation>
    </message>
    <message>
        <source>Before gadolinium</source>
        <translation>Vor Gadolinium</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>Voraufnahme</translation>
    </message>
    <message>
        <source>Subtraction</source>
        <translation>Subtraktion</translation>
    </message>
    <message>
        <source>No subtraction: it needs both images, registered.</source>
        <translation>Keine Subtraktion: Sie braucht beide Bilder registriert.</translation>
    </message>
    <message>
        <source>No T1w image before gadolinium.</source>
        <translation>Kein T1w-Bild vor Gadolinium.</translation>
    </message>
    <message>
        <source>No T1w image after gadolinium.</source>
        <translation>Kein T1w-Bild nach Gadolinium.</translation>
    </message>
    <message>
        <source>No FLAIR image of an earlier visit.</source>
        <translation>Kein FLAIR-Bild eines früheren Termins.</translation>
    </message>
    <message>
        <source>No FLAIR image of this visit.</source>
        <translation>Kein FLAIR-Bild dieses Termins.</translation>
    </message>
</context>
<context>
    <name>Platform</name>
    <message>
        <source>The images cannot be drawn: this display offers no OpenGL 3.2. Install a graphics driver (on Debian libgl1-mesa-dri) or start Dawson under an X display.</source>
        <translation>Die Bilder können nicht gezeichnet werden: Diese Anzeige bietet kein OpenGL 3.2. Installieren Sie einen Grafiktreiber (unter Debian libgl1-mesa-dri) oder starten Sie Dawson unter einer X-Anzeige.</translation>
    </message>
</context>
<context>
    <name>SaveQuestion</name>
    <message>
        <source>Save the mask of %1?</source>
        <translation>Maske von %1 speichern?</translation>
    </message>
    <message>
        <source>What was painted since the last save is lost otherwise.</source>
        <translation>Was seit dem letzten Speichern gemalt wurde, geht sonst verloren.</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>ScoreWords</name>
    <message>
        <source>Not an evaluation: %1 was trained or tuned on %2, so its figures there say nothing about new cases.</source>
        <translation>Keine Auswertung: %1 wurde mit %2 trainiert oder eingestellt; die Werte dort sagen nichts über neue Fälle.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Grader 2</source>
        <translation>Grader 2</translation>
    </message>
    <message>
        <source>Grader 1</source>
        <translation>Grader 1</translation>
    </message>
</context>
<context>
    <name>TaskWords</name>
    <message>
        <source>FLAIR lesions</source>
        <translation>FLAIR-Läsionen</translation>
    </message>
    <message>
        <source>New lesions</source>
        <translation>Neue Läsionen</translation>
    </message>
    <message>
        <source>Enhancing lesions</source>
        <translation>Anreichernde Läsionen</translation>
    </message>
    <message>
        <source>No subject has a FLAIR.</source>
        <translation>Kein Proband hat eine FLAIR.</translation>
    </message>
    <message>
        <source>No subject has two visits with a FLAIR.</source>
        <translation>Kein Proband hat zwei Termine mit FLAIR.</translation>
    </message>
    <message>
        <source>No visit has a T1w after gadolinium.</source>
        <translation>Kein Termin hat eine T1w nach Gadolinium.</translation>
    </message>
    <message>
        <source>no T1w before Gd</source>
        <translation>keine T1w vor Gd</translation>
    </message>
</context>
<context>
    <name>WindowDialogs</name>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Make a project in an empty folder</source>
        <translation>Projekt in einem leeren Ordner anlegen</translation>
    </message>
</context>
<context>
    <name>dawson::AboutDialog</name>
    <message>
        <source>Dawson %1</source>
        <translation>Dawson %1</translation>
    </message>
    <message>
        <source>Research use only. Not a medical device.</source>
        <translation>Nur für die Forschung. Kein Medizinprodukt.</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>wird gefragt …</translation>
    </message>
    <message>
        <source>About Dawson</source>
        <translation>Über Dawson</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It is built on:</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Sie baut auf diesen Bibliotheken auf:</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Rechenprogramm</translation>
    </message>
    <message>
        <source>not found: %1</source>
        <translation>nicht gefunden: %1</translation>
    </message>
</context>
<context>
    <name>dawson::Actions</name>
    <message>
        <source>&amp;Open project…</source>
        <translation>Projekt ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open the folder of a project: any BIDS dataset</source>
        <translation>Ordner eines Projekts öffnen: jeder BIDS-Datensatz</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>&amp;Neues Projekt …</translation>
    </message>
    <message>
        <source>Make an empty project in a new folder</source>
        <translation>Leeres Projekt in einem neuen Ordner anlegen</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>Open the demo project of synthetic brains</source>
        <translation>Demoprojekt aus synthetischen Gehirnen öffnen</translation>
    </message>
    <message>
        <source>&amp;Import images…</source>
        <translation>Bilder &amp;importieren …</translation>
    </message>
    <message>
        <source>Copy loose images into the project</source>
        <translation>Lose Bilder ins Projekt kopieren</translation>
    </message>
    <message>
        <source>&amp;Save mask</source>
        <translation>Maske &amp;speichern</translation>
    </message>
    <message>
        <source>Save the mask of the open case</source>
        <translation>Maske des geöffneten Falls speichern</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt s&amp;chließen</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>Projekt schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window; running jobs go on</source>
        <translation>Fenster schließen; laufende Aufträge gehen weiter</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last step</source>
        <translation>Letzten Schritt rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Redo the step that was undone</source>
        <translation>Rückgängig gemachten Schritt wiederholen</translation>
    </message>
    <message>
        <source>Who &amp;grades…</source>
        <translation>Wer &amp;beurteilt …</translation>
    </message>
    <message>
        <source>Choose whose mask is painted</source>
        <translation>Wählen, wessen Maske gemalt wird</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Befunden</translation>
    </message>
    <message>
        <source>Look and mask</source>
        <translation>Ansehen und maskieren</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Trainieren</translation>
    </message>
    <message>
        <source>Models, predictions and fine-tuning</source>
        <translation>Modelle, Vorhersagen und Feinabstimmung</translation>
    </message>
    <message>
        <source>&amp;Evaluate</source>
        <translation>A&amp;uswerten</translation>
    </message>
    <message>
        <source>Compare graders and models</source>
        <translation>Grader und Modelle vergleichen</translation>
    </message>
    <message>
        <source>Four &amp;panes</source>
        <translation>&amp;Vier Ansichten</translation>
    </message>
    <message>
        <source>Axial, sagittal, coronal and 3D alike</source>
        <translation>Axial, sagittal, koronar und 3D gleich groß</translation>
    </message>
    <message>
        <source>Large a&amp;xial</source>
        <translation>Axial &amp;groß</translation>
    </message>
    <message>
        <source>Axial large, the others beside</source>
        <translation>Axial groß, die anderen daneben</translation>
    </message>
    <message>
        <source>&amp;Axial only</source>
        <translation>Nur a&amp;xial</translation>
    </message>
    <message>
        <source>Only the axial pane</source>
        <translation>Nur die axiale Ansicht</translation>
    </message>
    <message>
        <source>&amp;Sagittal only</source>
        <translation>Nur &amp;sagittal</translation>
    </message>
    <message>
        <source>Only the sagittal pane</source>
        <translation>Nur die sagittale Ansicht</translation>
    </message>
    <message>
        <source>Coronal onl&amp;y</source>
        <translation>Nur &amp;koronar</translation>
    </message>
    <message>
        <source>Only the coronal pane</source>
        <translation>Nur die koronare Ansicht</translation>
    </message>
    <message>
        <source>&amp;3D only</source>
        <translation>Nur &amp;3D</translation>
    </message>
    <message>
        <source>Only the lesion surfaces</source>
        <translation>Nur die Läsionsoberflächen</translation>
    </message>
    <message>
        <source>Reset &amp;views</source>
        <translation>Ansichten zur&amp;ücksetzen</translation>
    </message>
    <message>
        <source>Zoom, position and window as at the start</source>
        <translation>Vergrößerung, Lage und Fenster wie am Anfang</translation>
    </message>
    <message>
        <source>Ce&amp;ntre on the crosshair</source>
        <translation>Auf &amp;Fadenkreuz zentrieren</translation>
    </message>
    <message>
        <source>Bring the crosshair to the middle of every pane</source>
        <translation>Fadenkreuz in die Mitte jeder Ansicht bringen</translation>
    </message>
    <message>
        <source>Next &amp;image</source>
        <translation>Nächstes B&amp;ild</translation>
    </message>
    <message>
        <source>Show the next sequence of the case</source>
        <translation>Nächste Sequenz des Falls zeigen</translation>
    </message>
    <message>
        <source>&amp;Crosshair</source>
        <translation>Fadenk&amp;reuz</translation>
    </message>
    <message>
        <source>Show or hide the crosshair</source>
        <translation>Fadenkreuz ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Ne&amp;urological convention</source>
        <translation>&amp;Neurologische Konvention</translation>
    </message>
    <message>
        <source>Patient&apos;s left on the left of the screen</source>
        <translation>Links des Patienten ist links im Bild</translation>
    </message>
    <message>
        <source>Wor&amp;klist</source>
        <translation>&amp;Arbeitsliste</translation>
    </message>
    <message>
        <source>Show or hide the worklist</source>
        <translation>Arbeitsliste ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Light t&amp;heme</source>
        <translation>&amp;Helles Design</translation>
    </message>
    <message>
        <source>Light colours for a bright room</source>
        <translation>Helle Farben für einen hellen Raum</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Ansehen</translation>
    </message>
    <message>
        <source>Look: move the crosshair, drag to change the window; Tab changes between looking and painting</source>
        <translation>Ansehen: Fadenkreuz bewegen, durch Ziehen fenstern; Tab wechselt zwischen Ansehen und Malen</translation>
    </message>
    <message>
        <source>Paint with a &amp;disc</source>
        <translation>Mit einer &amp;Scheibe malen</translation>
    </message>
    <message>
        <source>Paint in one slice; the right button erases</source>
        <translation>In einer Schicht malen; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Paint with a &amp;ball</source>
        <translation>Mit einer &amp;Kugel malen</translation>
    </message>
    <message>
        <source>Paint in all slices at once; the right button erases</source>
        <translation>In allen Schichten zugleich malen; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>&amp;Erase lesions</source>
        <translation>Läsionen &amp;löschen</translation>
    </message>
    <message>
        <source>A click erases a whole lesion</source>
        <translation>Ein Klick löscht eine ganze Läsion</translation>
    </message>
    <message>
        <source>Look or &amp;paint</source>
        <translation>Ansehen oder &amp;malen</translation>
    </message>
    <message>
        <source>Change between looking and painting</source>
        <translation>Zwischen Ansehen und Malen wechseln</translation>
    </message>
    <message>
        <source>Limit to &amp;intensities</source>
        <translation>Auf &amp;Intensitäten begrenzen</translation>
    </message>
    <message>
        <source>Paint only voxels within the intensity limits</source>
        <translation>Nur Voxel innerhalb der Intensitätsgrenzen malen</translation>
    </message>
    <message>
        <source>&amp;Smaller brush</source>
        <translation>&amp;Pinsel kleiner</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Pinsel kleiner</translation>
    </message>
    <message>
        <source>L&amp;arger brush</source>
        <translation>Pinsel &amp;größer</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Pinsel größer</translation>
    </message>
    <message>
        <source>Erase &amp;this lesion</source>
        <translation>&amp;Diese Läsion löschen</translation>
    </message>
    <message>
        <source>Erase the whole lesion under the crosshair</source>
        <translation>Ganze Läsion unter dem Fadenkreuz löschen</translation>
    </message>
    <message>
        <source>Pre&amp;vious lesion</source>
        <translation>&amp;Vorige Läsion</translation>
    </message>
    <message>
        <source>Go to the previous lesion</source>
        <translation>Zur vorigen Läsion gehen</translation>
    </message>
    <message>
        <source>&amp;Next lesion</source>
        <translation>&amp;Nächste Läsion</translation>
    </message>
    <message>
        <source>Go to the next lesion</source>
        <translation>Zur nächsten Läsion gehen</translation>
    </message>
    <message>
        <source>&amp;Fainter masks</source>
        <translation>Masken s&amp;chwächer</translation>
    </message>
    <message>
        <source>Less opaque masks</source>
        <translation>Masken weniger deckend</translation>
    </message>
    <message>
        <source>St&amp;ronger masks</source>
        <translation>Masken stä&amp;rker</translation>
    </message>
    <message>
        <source>More opaque masks</source>
        <translation>Masken stärker deckend</translation>
    </message>
    <message>
        <source>&amp;Outlines</source>
        <translation>&amp;Umrisse</translation>
    </message>
    <message>
        <source>Show masks as outlines or filled</source>
        <translation>Masken als Umriss oder gefüllt zeigen</translation>
    </message>
    <message>
        <source>Previous &amp;case</source>
        <translation>Voriger &amp;Fall</translation>
    </message>
    <message>
        <source>Open the case above in the worklist</source>
        <translation>Den Fall darüber in der Arbeitsliste öffnen</translation>
    </message>
    <message>
        <source>Next case not s&amp;ubmitted</source>
        <translation>Nächster Fall &amp;ohne Abgabe</translation>
    </message>
    <message>
        <source>Open the next case this grader has not submitted</source>
        <translation>Nächsten Fall öffnen, den dieser Grader noch nicht abgegeben hat</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>&amp;Laden …</translation>
    </message>
    <message>
        <source>Add a model file to the project</source>
        <translation>Modelldatei zum Projekt hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Predict…</source>
        <translation>&amp;Vorhersagen …</translation>
    </message>
    <message>
        <source>Let a model mask the open case</source>
        <translation>Ein Modell den geöffneten Fall maskieren lassen</translation>
    </message>
    <message>
        <source>&amp;Fine-tune…</source>
        <translation>&amp;Feinabstimmen …</translation>
    </message>
    <message>
        <source>Train a model on a grader&apos;s masks, in the background</source>
        <translation>Modell an den Masken eines Graders trainieren, im Hintergrund</translation>
    </message>
    <message>
        <source>&amp;Compare…</source>
        <translation>&amp;Vergleichen …</translation>
    </message>
    <message>
        <source>Compare graders and models lesion by lesion</source>
        <translation>Grader und Modelle Läsion für Läsion vergleichen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Write the chart (PNG, PDF) or the table (CSV)</source>
        <translation>Diagramm (PNG, PDF) oder Tabelle (CSV) schreiben</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>All keys and mouse buttons</source>
        <translation>Alle Tasten und Maustasten</translation>
    </message>
    <message>
        <source>&amp;About Dawson</source>
        <translation>&amp;Über Dawson</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>Versionen und Lizenzen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>M&amp;ask</source>
        <translation>&amp;Maske</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>M&amp;odell</translation>
    </message>
    <message>
        <source>Eval&amp;uate</source>
        <translation>Aus&amp;werten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>S&amp;ubmit mask</source>
        <translation>Maske &amp;abgeben</translation>
    </message>
    <message>
        <source>Save the mask and mark it as done; painting and saving takes that back</source>
        <translation>Die Maske speichern und als fertig kennzeichnen; weiteres Malen und Speichern nimmt das zurück</translation>
    </message>
    <message>
        <source>Compare in &amp;one plane</source>
        <translation>Vergleich in &amp;einer Ebene</translation>
    </message>
    <message>
        <source>Prior, current and subtraction side by side</source>
        <translation>Voraufnahme, aktuelle Aufnahme und Subtraktion nebeneinander</translation>
    </message>
    <message>
        <source>Co&amp;mpare in two planes</source>
        <translation>Vergleich in &amp;zwei Ebenen</translation>
    </message>
    <message>
        <source>Prior, current and subtraction side by side, in two planes</source>
        <translation>Voraufnahme, aktuelle Aufnahme und Subtraktion nebeneinander, in zwei Ebenen</translation>
    </message>
    <message>
        <source>Next p&amp;lane of the comparison</source>
        <translation>Nächste Ebene &amp;des Vergleichs</translation>
    </message>
    <message>
        <source>Compare in axial, sagittal or coronal planes</source>
        <translation>In axialen, sagittalen oder koronaren Ebenen vergleichen</translation>
    </message>
    <message>
        <source>&amp;Flicker</source>
        <translation>B&amp;linkvergleich</translation>
    </message>
    <message>
        <source>Change between prior and current in one pane; hold to look and come back</source>
        <translation>Zwischen Voraufnahme und aktueller Aufnahme in einer Ansicht wechseln; gedrückt halten zum kurzen Blick</translation>
    </message>
    <message>
        <source>Flicker &amp;by itself</source>
        <translation>V&amp;on selbst blinken</translation>
    </message>
    <message>
        <source>Change between prior and current at a steady rate</source>
        <translation>Im Takt zwischen Voraufnahme und aktueller Aufnahme wechseln</translation>
    </message>
    <message>
        <source>&amp;Wipe</source>
        <translation>&amp;Wischen</translation>
    </message>
    <message>
        <source>Prior left and current right of a divider that can be dragged</source>
        <translation>Voraufnahme links, aktuelle Aufnahme rechts einer verschiebbaren Linie</translation>
    </message>
    <message>
        <source>Checkerboar&amp;d</source>
        <translation>S&amp;chachbrett</translation>
    </message>
    <message>
        <source>Prior and current in alternate squares</source>
        <translation>Voraufnahme und aktuelle Aufnahme in wechselnden Feldern</translation>
    </message>
    <message>
        <source>&amp;FLAIR lesions</source>
        <translation>&amp;FLAIR-Läsionen</translation>
    </message>
    <message>
        <source>Mask the lesions of each visit on its FLAIR</source>
        <translation>Die Läsionen jedes Termins auf seiner FLAIR maskieren</translation>
    </message>
    <message>
        <source>&amp;New lesions</source>
        <translation>&amp;Neue Läsionen</translation>
    </message>
    <message>
        <source>Mask what is new on the FLAIR since the visit before</source>
        <translation>Maskieren, was auf der FLAIR seit dem Termin davor neu ist</translation>
    </message>
    <message>
        <source>&amp;Enhancing lesions</source>
        <translation>&amp;Anreichernde Läsionen</translation>
    </message>
    <message>
        <source>Mask what takes up gadolinium on the T1w</source>
        <translation>Maskieren, was auf der T1w Kontrastmittel anreichert</translation>
    </message>
    <message>
        <source>&amp;Task</source>
        <translation>A&amp;ufgabe</translation>
    </message>
    <message>
        <source>&amp;Register all pairs</source>
        <translation>Alle Paare &amp;registrieren</translation>
    </message>
    <message>
        <source>Lay the later image of every pair on the earlier one, in the background; what is registered stays</source>
        <translation>Das spätere Bild jedes Paars auf das frühere legen, im Hintergrund; was registriert ist, bleibt</translation>
    </message>
    <message>
        <source>Find t&amp;he brain</source>
        <translation>G&amp;ehirn suchen</translation>
    </message>
    <message>
        <source>Let Dawson&apos;s network mask the brain of the open case, in the background</source>
        <translation>Dawsons Netz das Gehirn des geöffneten Falls maskieren lassen, im Hintergrund</translation>
    </message>
    <message>
        <source>Repair the brain &amp;mask</source>
        <translation>&amp;Hirnmaske korrigieren</translation>
    </message>
    <message>
        <source>Paint and erase in the brain mask instead of the lesions; again to save it and go back</source>
        <translation>In der Hirnmaske statt in den Läsionen malen und radieren; noch einmal: speichern und zurück</translation>
    </message>
    <message>
        <source>&amp;New default…</source>
        <translation>&amp;Neues Standardmodell …</translation>
    </message>
    <message>
        <source>Make a starting model from synthetic brains and gliomas (minutes to hours; for experts)</source>
        <translation>Ausgangsmodell aus synthetischen Gehirnen und Gliomen erzeugen (Minuten bis Stunden, für Fachleute)</translation>
    </message>
</context>
<context>
    <name>dawson::CaseDocument</name>
    <message>
        <source>%1 (resampled)</source>
        <translation>%1 (neu abgetastet)</translation>
    </message>
    <message>
        <source>Prior lesions</source>
        <translation>Frühere Läsionen</translation>
    </message>
    <message>
        <source>Subtraction</source>
        <translation>Subtraktion</translation>
    </message>
    <message>
        <source>%1 (not registered)</source>
        <translation>%1 (nicht registriert)</translation>
    </message>
    <message>
        <source>%1 (prior)</source>
        <translation>%1 (Voraufnahme)</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message>
        <source>Brain mask</source>
        <translation>Hirnmaske</translation>
    </message>
</context>
<context>
    <name>dawson::ChannelChoice</name>
    <message>
        <source>%1 looks at both, and cannot be reduced to one.</source>
        <translation>%1 sieht beides und lässt sich nicht auf eines beschränken.</translation>
    </message>
    <message>
        <source>%1 looks at the subtraction alone. It gets the second channel with weights of zero: it begins as it is, and learns what the image adds.</source>
        <translation>%1 sieht nur die Subtraktion. Es bekommt den zweiten Kanal mit Gewichten von null: Es beginnt, wie es ist, und lernt, was das Bild hinzufügt.</translation>
    </message>
    <message>
        <source>The network looks at</source>
        <translation>Das Netz sieht</translation>
    </message>
    <message>
        <source>Subtraction only</source>
        <translation>Nur die Subtraktion</translation>
    </message>
    <message>
        <source>Subtraction and current image</source>
        <translation>Subtraktion und aktuelles Bild</translation>
    </message>
    <message>
        <source>The current image is this visit&apos;s FLAIR, or the T1w after gadolinium, on the subtraction&apos;s grid</source>
        <translation>Das aktuelle Bild ist die FLAIR dieses Termins oder die T1w nach Gadolinium, auf dem Gitter der Subtraktion</translation>
    </message>
</context>
<context>
    <name>CaseSentences</name>
    <message numerus="yes">
        <source>%n unsaved step(s) of the last time were restored.</source>
        <translation>
            <numerusform>%n nicht gespeicherter Schritt vom letzten Mal wurde wiederhergestellt.</numerusform>
            <numerusform>%n nicht gespeicherte Schritte vom letzten Mal wurden wiederhergestellt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::DemoFlow</name>
    <message>
        <source>Making the demo project of synthetic brains</source>
        <translation>Demoprojekt aus synthetischen Gehirnen wird erzeugt</translation>
    </message>
    <message>
        <source>The demo project is ready. It opens from the File menu.</source>
        <translation>Das Demoprojekt ist fertig. Es lässt sich über das Menü „Datei“ öffnen.</translation>
    </message>
</context>
<context>
    <name>dawson::DemoProject</name>
    <message>
        <source>%1 could not be started: %2</source>
        <translation>%1 konnte nicht gestartet werden: %2</translation>
    </message>
    <message>
        <source>The demo could not be made: %1</source>
        <translation>Die Demo konnte nicht erzeugt werden: %1</translation>
    </message>
    <message>
        <source>The demo could not be moved to %1.</source>
        <translation>Die Demo konnte nicht nach %1 verschoben werden.</translation>
    </message>
    <message>
        <source>The previous demo cannot be kept as %1: %2. Move its folder away yourself, then try again.</source>
        <translation>Die vorige Demo lässt sich nicht als %1 aufbewahren: %2. Verschieben Sie ihren Ordner selbst und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>dawson::EvaluatePage</name>
    <message>
        <source>Lesion %1 of %2</source>
        <translation>Läsion %1 von %2</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Compared with it</source>
        <translation>Damit verglichen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Save the chart as PNG or PDF, or the figures as CSV</source>
        <translation>Diagramm als PNG oder PDF speichern, Zahlen als CSV</translation>
    </message>
    <message>
        <source>Author whose lesions are listed</source>
        <translation>Autor, dessen Läsionen aufgelistet sind</translation>
    </message>
    <message>
        <source>Case whose lesions are listed</source>
        <translation>Fall, dessen Läsionen aufgelistet sind</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleich läuft …</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message>
        <source>Chart as PDF (*.pdf);;Chart as picture (*.png);;Figures (*.csv)</source>
        <translation>Diagramm als PDF (*.pdf);;Diagramm als Bild (*.png);;Zahlen (*.csv)</translation>
    </message>
    <message>
        <source>Nobody has a mask of this task yet: %1.</source>
        <translation>Noch niemand hat eine Maske dieser Aufgabe: %1.</translation>
    </message>
    <message>
        <source>The comparison failed: %1</source>
        <translation>Der Vergleich ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>The case was not read: %1</source>
        <translation>Der Fall wurde nicht gelesen: %1</translation>
    </message>
    <message>
        <source>The comparison was not exported: %1</source>
        <translation>Der Vergleich wurde nicht exportiert: %1</translation>
    </message>
</context>
<context>
    <name>dawson::FineTuneForm</name>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Learn from the masks of</source>
        <translation>Lernen aus den Masken von</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>Probanden</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Name des neuen Modells</translation>
    </message>
    <message>
        <source>A model to fine-tune, or none: random weights</source>
        <translation>Ein Modell zum Feinabstimmen, oder keines: zufällige Gewichte</translation>
    </message>
    <message>
        <source>Only cases with a saved mask of this author can be learned from</source>
        <translation>Nur aus Fällen mit gespeicherter Maske dieses Autors kann gelernt werden</translation>
    </message>
    <message>
        <source>Untick the subjects to leave out. With three or more, a fifth is held out to validate.</source>
        <translation>Auszulassende Probanden abwählen. Ab drei wird ein Fünftel zum Validieren zurückgehalten.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Starts in the background; masking goes on meanwhile</source>
        <translation>Startet im Hintergrund; das Maskieren geht währenddessen weiter</translation>
    </message>
    <message>
        <source>Robust: three times as long, ends when it gets no better</source>
        <translation>Robust: dreimal so lang, endet, wenn es nicht mehr besser wird</translation>
    </message>
    <message>
        <source>Quick: about a quarter of an hour on two cores</source>
        <translation>Schnell: etwa eine Viertelstunde auf zwei Kernen</translation>
    </message>
    <message>
        <source>Paper: 30 epochs of 96³ patches, rate 1e-5 (Wahlig 2023)</source>
        <translation>Publikation: 30 Epochen mit 96³-Ausschnitten, Rate 1e-5 (Wahlig 2023)</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Von Grund auf</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>Öffnen Sie zuerst ein Projekt.</translation>
    </message>
    <message>
        <source>No masks to learn from yet: mask some lesions as a grader and save.</source>
        <translation>Noch keine Masken zum Lernen: Maskieren Sie als Grader einige Läsionen und speichern Sie.</translation>
    </message>
    <message numerus="yes">
        <source>Trains on %n case(s)</source>
        <translation>
            <numerusform>Trainiert mit %n Fall</numerusform>
            <numerusform>Trainiert mit %n Fällen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validates on %n other(s).</source>
        <translation>
            <numerusform>validiert mit %n anderen.</numerusform>
            <numerusform>validiert mit %n anderen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1. %2</source>
        <translation>Ausgelassen: %1. %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more left out: rest the mouse here to read which.</source>
        <translation>
            <numerusform>und %n weiterer ausgelassen: Den Mauszeiger hierher halten, um zu lesen, welcher.</numerusform>
            <numerusform>und %n weitere ausgelassen: Den Mauszeiger hierher halten, um zu lesen, welche.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fine-tune %1 on %n case(s) of %2</source>
        <translation>
            <numerusform>%1 mit %n Fall von %2 feinabstimmen</numerusform>
            <numerusform>%1 mit %n Fällen von %2 feinabstimmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train from scratch on %n case(s) of %1</source>
        <translation>
            <numerusform>Von Grund auf mit %n Fall von %1 trainieren</numerusform>
            <numerusform>Von Grund auf mit %n Fällen von %1 trainieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Also train from scratch</source>
        <translation>Auch von Grund auf trainieren</translation>
    </message>
    <message>
        <source>A second job: the same network, cases, split, schedule and seed, but random weights to begin with. It shows what the model to start from is worth.</source>
        <translation>Ein zweiter Auftrag: dasselbe Netz, dieselben Fälle, gleiche Aufteilung, gleicher Ablauf und Startwert, aber zufällige Gewichte am Anfang. Er zeigt, was das Ausgangsmodell wert ist.</translation>
    </message>
    <message>
        <source>Chosen at the top of the window</source>
        <translation>Oben im Fenster gewählt</translation>
    </message>
</context>
<context>
    <name>dawson::FoldingSection</name>
    <message>
        <source>Fold or unfold: %1</source>
        <translation>Ein- oder ausklappen: %1</translation>
    </message>
</context>
<context>
    <name>dawson::GraderDialog</name>
    <message>
        <source>Who grades?</source>
        <translation>Wer beurteilt?</translation>
    </message>
    <message>
        <source>What you paint is saved as this grader&apos;s mask. The other grader&apos;s mask stays hidden while you read.</source>
        <translation>Was Sie malen, wird als Maske dieses Graders gespeichert. Die Maske des anderen bleibt beim Befunden verborgen.</translation>
    </message>
    <message>
        <source>Start grading</source>
        <translation>Beurteilung beginnen</translation>
    </message>
    <message>
        <source>Grade as %1</source>
        <translation>Als %1 beurteilen</translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation>Name von %1</translation>
    </message>
    <message>
        <source>The name to show; it is written into the mask&apos;s description</source>
        <translation>Der angezeigte Name; er steht in der Beschreibung der Maske</translation>
    </message>
</context>
<context>
    <name>dawson::ImportDestination</name>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Give the new project a name.</source>
        <translation>Geben Sie dem neuen Projekt einen Namen.</translation>
    </message>
    <message>
        <source>Choose a folder for the new project.</source>
        <translation>Wählen Sie einen Ordner für das neue Projekt.</translation>
    </message>
    <message>
        <source>There is something in that folder already; choose an empty or a new one.</source>
        <translation>In diesem Ordner liegt schon etwas; wählen Sie einen leeren oder neuen.</translation>
    </message>
    <message>
        <source>Folder of the new project</source>
        <translation>Ordner des neuen Projekts</translation>
    </message>
    <message>
        <source>Add to the open project “%1”</source>
        <translation>Zum offenen Projekt „%1“ hinzufügen</translation>
    </message>
    <message>
        <source>Make a new project</source>
        <translation>Neues Projekt anlegen</translation>
    </message>
    <message>
        <source>Copies the images into a folder of their own</source>
        <translation>Kopiert die Bilder in einen eigenen Ordner</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Name of the new project</source>
        <translation>Name des neuen Projekts</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Where the new project is kept; made when it is not there</source>
        <translation>Wo das neue Projekt liegt; wird angelegt, wenn es fehlt</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose a folder for the new project</source>
        <translation>Ordner für das neue Projekt wählen</translation>
    </message>
    <message>
        <source>Choose the project&apos;s folder</source>
        <translation>Ordner des Projekts wählen</translation>
    </message>
</context>
<context>
    <name>dawson::ImportDialog</name>
    <message>
        <source>Images to import</source>
        <translation>Zu importierende Bilder</translation>
    </message>
    <message>
        <source>Images (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd);;All files (*)</source>
        <translation>Bilder (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Copying %1 of %2…</source>
        <translation>%1 von %2 wird kopiert …</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>Bilder werden gesucht …</translation>
    </message>
    <message>
        <source>%1 of %2 files have something to settle. %3</source>
        <translation>Bei %1 von %2 Dateien ist etwas zu klären. %3</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stopped; %1 of %2 are in the project, the rest is still in the table.</source>
        <translation>Abgebrochen; %1 von %2 sind im Projekt, der Rest steht noch in der Tabelle.</translation>
    </message>
    <message>
        <source>Import images</source>
        <translation>Bilder importieren</translation>
    </message>
    <message>
        <source>Drop images or folders here</source>
        <translation>Bilder oder Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>NIfTI, NRRD or MetaImage, with masks of lesions if there are any.
Subject, session and sequence are guessed from names and can be corrected.</source>
        <translation>NIfTI, NRRD oder MetaImage, mit Läsionsmasken, falls vorhanden.
Proband, Termin und Sequenz werden aus den Namen geraten und sind korrigierbar.</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Choose images to import</source>
        <translation>Zu importierende Bilder wählen</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Import all images in a folder and the folders in it</source>
        <translation>Alle Bilder eines Ordners und seiner Unterordner importieren</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Take the selected files from the table (Delete)</source>
        <translation>Gewählte Dateien aus der Tabelle nehmen (Entf)</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Fortschritt des Imports</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Copy the images into the project; the originals stay as they are</source>
        <translation>Bilder ins Projekt kopieren; die Originale bleiben unverändert</translation>
    </message>
    <message>
        <source>Close without importing, or stop a running import (Esc)</source>
        <translation>Ohne Import schließen oder laufenden Import abbrechen (Esc)</translation>
    </message>
</context>
<context>
    <name>dawson::ImportTableModel</name>
    <message>
        <source>Ready. Images: %1, masks: %2, subjects: %3.</source>
        <translation>Bereit. Bilder: %1, Masken: %2, Probanden: %3.</translation>
    </message>
    <message>
        <source>Mask of new lesions</source>
        <translation>Maske neuer Läsionen</translation>
    </message>
    <message>
        <source>Mask of enhancing lesions</source>
        <translation>Maske anreichernder Läsionen</translation>
    </message>
    <message>
        <source>Mask of lesions</source>
        <translation>Läsionsmaske</translation>
    </message>
    <message>
        <source>Double click or F2 changes it; with several rows selected, F2 changes them all</source>
        <translation>Doppelklick oder F2 ändert; sind mehrere Zeilen gewählt, ändert F2 alle</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Proband</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Sequenz</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrastmittel</translation>
    </message>
    <message>
        <source>Mask by</source>
        <translation>Maske von</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>The file, with the two folders above it</source>
        <translation>Die Datei mit den zwei Ordnern darüber</translation>
    </message>
    <message>
        <source>Pseudonym of the person, letters and digits</source>
        <translation>Pseudonym der Person, Buchstaben und Ziffern</translation>
    </message>
    <message>
        <source>The visit; empty when everybody was scanned once</source>
        <translation>Der Termin; leer, wenn alle nur einmal untersucht wurden</translation>
    </message>
    <message>
        <source>What was measured, or a mask of lesions</source>
        <translation>Was gemessen wurde, oder eine Läsionsmaske</translation>
    </message>
    <message>
        <source>Taken after contrast medium</source>
        <translation>Nach Kontrastmittel aufgenommen</translation>
    </message>
    <message>
        <source>Who drew the mask</source>
        <translation>Wer die Maske gezeichnet hat</translation>
    </message>
    <message>
        <source>What is still in the way of the import</source>
        <translation>Was dem Import noch im Weg steht</translation>
    </message>
</context>
<context>
    <name>dawson::JobPanel</name>
    <message>
        <source>That did not work: %1</source>
        <translation>Das ging nicht: %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No job yet. Choose a model on the left, then predict with it or plan a fine-tuning on the right.</source>
        <translation>Noch kein Auftrag. Wählen Sie links ein Modell und lassen Sie es maskieren, oder planen Sie rechts eine Feinabstimmung.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Jobs of this project</source>
        <translation>Aufträge dieses Projekts</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>Fortschritt des Auftrags</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>Protokoll des Auftrags</translation>
    </message>
    <message>
        <source>Pause after the current batch, or go on from there</source>
        <translation>Nach dem laufenden Batch anhalten oder von dort weitermachen</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>Beenden, Bestes behalten</translation>
    </message>
    <message>
        <source>End the training now; the model of the best epoch becomes the result</source>
        <translation>Training jetzt beenden; das Modell der besten Epoche wird das Ergebnis</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop after the current batch; no model is made</source>
        <translation>Nach dem laufenden Batch abbrechen; es entsteht kein Modell</translation>
    </message>
    <message>
        <source>queued elsewhere: starts only when you say so</source>
        <translation>anderswo eingereiht: beginnt erst, wenn Sie es sagen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message numerus="yes">
        <source>%n more in the log below</source>
        <translation>
            <numerusform>%n weitere im Protokoll unten</numerusform>
            <numerusform>%n weitere im Protokoll unten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::JobStrip</name>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>lost; it can be resumed</source>
        <translation>verloren; kann fortgesetzt werden</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Show the job (F3)</source>
        <translation>Auftrag zeigen (F3)</translation>
    </message>
    <message numerus="yes">
        <source>%n more running</source>
        <translation>
            <numerusform>%n weiterer läuft</numerusform>
            <numerusform>%n weitere laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n weiterer wartet</numerusform>
            <numerusform>%n weitere warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dawson::KeyDialog</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Mouse in a pane</source>
        <translation>Maus in einer Ansicht</translation>
    </message>
    <message>
        <source>Scroll slices</source>
        <translation>Schichten blättern</translation>
    </message>
    <message>
        <source>Wheel, arrow keys</source>
        <translation>Rad, Pfeiltasten</translation>
    </message>
    <message>
        <source>Five slices</source>
        <translation>Fünf Schichten</translation>
    </message>
    <message>
        <source>Page Up, Page Down; Shift+wheel when looking</source>
        <translation>Bild auf, Bild ab; Umschalt+Rad beim Ansehen</translation>
    </message>
    <message>
        <source>First or last slice</source>
        <translation>Erste oder letzte Schicht</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Ctrl+wheel; right drag when looking</source>
        <translation>Strg+Rad; rechts ziehen beim Ansehen</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>Bild verschieben</translation>
    </message>
    <message>
        <source>Middle, or Shift+left</source>
        <translation>Mitte oder Umschalt+links</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Left drag when looking; Alt+right</source>
        <translation>Links ziehen beim Ansehen; Alt+rechts</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Left click when looking; Shift+move</source>
        <translation>Linksklick beim Ansehen; Umschalt+Bewegen</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Left; Ctrl inverts</source>
        <translation>Links; Strg kehrt um</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Give up a stroke while painting it</source>
        <translation>Einen Strich beim Malen abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Shift+wheel, [ ]</source>
        <translation>Umschalt+Rad, [ ]</translation>
    </message>
    <message>
        <source>Maximise a pane</source>
        <translation>Ansicht maximieren</translation>
    </message>
    <message>
        <source>Double click when looking</source>
        <translation>Doppelklick beim Ansehen</translation>
    </message>
    <message>
        <source>Hide the masks</source>
        <translation>Masken ausblenden</translation>
    </message>
    <message>
        <source>Hold S</source>
        <translation>S gedrückt halten</translation>
    </message>
    <message>
        <source>Show or hide a mask</source>
        <translation>Maske ein- oder ausblenden</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>1 bis 9</translation>
    </message>
    <message>
        <source>In the 3D pane</source>
        <translation>Im 3D-Bild</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Left drag, arrow keys</source>
        <translation>Links ziehen, Pfeiltasten</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Wheel, right drag</source>
        <translation>Rad, rechts ziehen</translation>
    </message>
    <message>
        <source>Go to a lesion</source>
        <translation>Zu einer Läsion springen</translation>
    </message>
    <message>
        <source>Left click</source>
        <translation>Linksklick</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Correcting by hand</source>
        <translation>Korrektur von Hand</translation>
    </message>
    <message>
        <source>Move the current image</source>
        <translation>Aktuelle Aufnahme verschieben</translation>
    </message>
    <message>
        <source>Arrow keys; Shift: finer</source>
        <translation>Pfeiltasten; Umschalt: feiner</translation>
    </message>
    <message>
        <source>Move it through the slice</source>
        <translation>Quer zur Schicht verschieben</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>Turn it</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Strg+Links, Strg+Rechts</translation>
    </message>
    <message>
        <source>Keep the correction</source>
        <translation>Korrektur übernehmen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Drop the correction</source>
        <translation>Korrektur verwerfen</translation>
    </message>
</context>
<context>
    <name>dawson::LayerPanel</name>
    <message>
        <source>Open a case to see its images and masks here.</source>
        <translation>Öffnen Sie einen Fall, um hier seine Bilder und Masken zu sehen.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Level of the intensity window</source>
        <translation>Mitte des Intensitätsfensters</translation>
    </message>
    <message>
        <source>Width of the intensity window</source>
        <translation>Breite des Intensitätsfensters</translation>
    </message>
    <message>
        <source>Intensity shown as middle grey</source>
        <translation>Intensität, die mittelgrau erscheint</translation>
    </message>
    <message>
        <source>Intensities from black to white</source>
        <translation>Intensitäten von Schwarz bis Weiß</translation>
    </message>
    <message>
        <source>Back to the automatic window</source>
        <translation>Zurück zum automatischen Fenster</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Übereinstimmend</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Übersehen</translation>
    </message>
    <message>
        <source>Spurious</source>
        <translation>Falsch pos.</translation>
    </message>
    <message>
        <source>Show this image (W for the next)</source>
        <translation>Dieses Bild zeigen (W für das nächste)</translation>
    </message>
</context>
<context>
    <name>dawson::LesionChart</name>
    <message>
        <source>Nothing to compare yet: choose a reference and at least one other author with masks of the same subjects.</source>
        <translation>Noch nichts zu vergleichen: Wählen Sie eine Referenz und mindestens einen weiteren Autor mit Masken derselben Probanden.</translation>
    </message>
    <message>
        <source>Chart of lesion-wise sensitivity and PPV</source>
        <translation>Diagramm der läsionsweisen Sensitivität und des PPV</translation>
    </message>
    <message>
        <source>%1, %2: %3 (click to open)</source>
        <translation>%1, %2: %3 (Klick öffnet)</translation>
    </message>
    <message>
        <source>%3. Bars: mean over subjects, of a subject with several visits their mean; whiskers: one standard error over subjects; dots: each visit of a subject. Reference: %1. Rule: %2. n counts the subjects where the ratio is defined: sensitivity needs a reference lesion, PPV a predicted one.</source>
        <translation>%3. Balken: Mittel über die Probanden, bei einem mit mehreren Terminen deren Mittel; Fehlerbalken: ein Standardfehler über die Probanden; Punkte: jeder Termin eines Probanden. Referenz: %1. Regel: %2. n zählt die Probanden, bei denen das Verhältnis definiert ist: Die Sensitivität braucht eine Referenzläsion, der PPV eine vorhergesagte.</translation>
    </message>
    <message>
        <source>The chart cannot be written there; choose another folder.</source>
        <translation>Das Diagramm lässt sich dort nicht speichern; wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>dawson::LesionModel</name>
    <message>
        <source>Ring</source>
        <translation>Ring</translation>
    </message>
    <message>
        <source>Nodular</source>
        <translation>Nodulär</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Suggested by the lesion&apos;s shape on this image</source>
        <translation>Von der Form der Läsion in diesem Bild nahegelegt</translation>
    </message>
    <message>
        <source>Lesion %1 of the compared mask</source>
        <translation>Läsion %1 der verglichenen Maske</translation>
    </message>
    <message>
        <source>Lesion %1 of the reference</source>
        <translation>Läsion %1 der Referenz</translation>
    </message>
    <message>
        <source>Detected</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Übersehen</translation>
    </message>
    <message>
        <source>Spurious</source>
        <translation>Falsch pos.</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>I</source>
        <translation>I</translation>
    </message>
    <message>
        <source>Longest extent of the lesion</source>
        <translation>Längste Ausdehnung der Läsion</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Volume
ml</source>
        <translation>Volumen
ml</translation>
    </message>
    <message>
        <source>Size
mm</source>
        <translation>Größe
mm</translation>
    </message>
    <message>
        <source>Position
mm</source>
        <translation>Lage
mm</translation>
    </message>
</context>
<context>
    <name>dawson::LesionSection</name>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
</context>
<context>
    <name>dawson::LesionTable</name>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Show or hide these lesions</source>
        <translation>Diese Läsionen zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Save the rows shown as CSV</source>
        <translation>Gezeigte Zeilen als CSV speichern</translation>
    </message>
    <message>
        <source>Save the lesions as CSV</source>
        <translation>Läsionen als CSV speichern</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Läsionen</translation>
    </message>
    <message>
        <source>Lesions are listed here once a mask is open.</source>
        <translation>Hier stehen die Läsionen, sobald eine Maske offen ist.</translation>
    </message>
    <message>
        <source>No lesion in the states chosen above.</source>
        <translation>Keine Läsion in den oben gewählten Zuständen.</translation>
    </message>
    <message>
        <source>Neither mask has a lesion.</source>
        <translation>Keine der beiden Masken hat eine Läsion.</translation>
    </message>
    <message>
        <source>This mask has no lesions yet.</source>
        <translation>Diese Maske hat noch keine Läsionen.</translation>
    </message>
    <message>
        <source>Save the lesions</source>
        <translation>Läsionen speichern</translation>
    </message>
</context>
<context>
    <name>dawson::LesionThumbnails</name>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronar</translation>
    </message>
    <message>
        <source>Choose a lesion in the table to see it here in three planes.</source>
        <translation>Wählen Sie eine Läsion in der Tabelle, um sie hier in drei Ebenen zu sehen.</translation>
    </message>
    <message>
        <source>The lesion, %1</source>
        <translation>Die Läsion, %1</translation>
    </message>
    <message>
        <source>1 cm</source>
        <translation>1 cm</translation>
    </message>
    <message>
        <source>Before Gd</source>
        <translation>Vor Gd</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>Voraufnahme</translation>
    </message>
    <message>
        <source>After Gd</source>
        <translation>Nach Gd</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Subtraction</source>
        <translation>Subtraktion</translation>
    </message>
</context>
<context>
    <name>dawson::MainWindow</name>
    <message>
        <source>%1[*] – %2 – Dawson</source>
        <translation>%1[*] – %2 – Dawson</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>S&amp;prache</translation>
    </message>
</context>
<context>
    <name>dawson::MaskRow</name>
    <message>
        <source>Show or hide %1</source>
        <translation>%1 ein- oder ausblenden</translation>
    </message>
    <message>
        <source>This mask is being edited</source>
        <translation>Diese Maske wird bearbeitet</translation>
    </message>
    <message>
        <source>Filled or outline only</source>
        <translation>Gefüllt oder nur Umriss</translation>
    </message>
    <message>
        <source>Outline of %1</source>
        <translation>Umriss von %1</translation>
    </message>
    <message>
        <source>Opacity (A fainter, D stronger)</source>
        <translation>Deckkraft (A schwächer, D stärker)</translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation>Deckkraft von %1</translation>
    </message>
</context>
<context>
    <name>dawson::ModelList</name>
    <message>
        <source>masks brains, %1</source>
        <translation>maskiert Gehirne, %1</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>This file cannot be used: %1</source>
        <translation>Diese Datei ist nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>sensitivity %1</source>
        <translation>Sensitivität %1</translation>
    </message>
    <message>
        <source>PPV %1</source>
        <translation>PPV %1</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Save a copy of the model for another project or machine</source>
        <translation>Eine Kopie des Modells für ein anderes Projekt oder einen anderen Rechner speichern</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Remove the model&apos;s file; masks it made stay. Default models stay.</source>
        <translation>Die Datei des Modells entfernen; seine Masken bleiben. Standardmodelle bleiben.</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>Das Modell exportieren</translation>
    </message>
    <message>
        <source>Dawson model (*.h5)</source>
        <translation>Dawson-Modell (*.h5)</translation>
    </message>
    <message>
        <source>The model %1 is not deleted: the job “%2” is not over and needs it.</source>
        <translation>Das Modell %1 wird nicht gelöscht: Der Auftrag „%2“ ist noch nicht zu Ende und braucht es.</translation>
    </message>
    <message>
        <source>The job “%1” can no longer be resumed then.</source>
        <translation>Der Auftrag „%1“ kann danach nicht mehr fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Delete the model %1?</source>
        <translation>Das Modell %1 löschen?</translation>
    </message>
    <message>
        <source>Its file is removed and cannot be brought back. Masks that it made stay.</source>
        <translation>Seine Datei wird entfernt und kann nicht zurückgeholt werden. Seine Masken bleiben.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Details …</translation>
    </message>
    <message>
        <source>Card, scores, curves and example masks of the chosen model (double click)</source>
        <translation>Karte, Kennzahlen, Verläufe und Beispielmasken des gewählten Modells (Doppelklick)</translation>
    </message>
    <message>
        <source>There is no model of this task here yet: %1. Load one with Model &gt; Load, or train one from scratch on the right.</source>
        <translation>Für diese Aufgabe gibt es hier noch kein Modell: %1. Laden Sie eines mit Modell &gt; Laden, oder trainieren Sie rechts eines von Grund auf.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen …</translation>
    </message>
    <message>
        <source>Set models side by side: scores, lineage, what they learned from</source>
        <translation>Modelle nebeneinanderstellen: Kennzahlen, Herkunft, woraus sie gelernt haben</translation>
    </message>
    <message>
        <source>The model was not exported: %1</source>
        <translation>Das Modell wurde nicht exportiert: %1</translation>
    </message>
    <message>
        <source>The model was not deleted: %1</source>
        <translation>Das Modell wurde nicht gelöscht: %1</translation>
    </message>
    <message>
        <source>The model is for the task “%1”: choose that in the menu Task first.</source>
        <translation>Das Modell ist für die Aufgabe „%1“: Wählen Sie diese zuerst im Menü Aufgabe.</translation>
    </message>
    <message>
        <source>The model is for the task “%1”, which cannot be chosen here.</source>
        <translation>Das Modell ist für die Aufgabe „%1“, die hier nicht gewählt werden kann.</translation>
    </message>
</context>
<context>
    <name>dawson::ModelPage</name>
    <message>
        <source>Mask of sub-%1, axial</source>
        <translation>Maske von sub-%1, axial</translation>
    </message>
    <message numerus="yes">
        <source>sub-%1, %n lesion(s)</source>
        <translation>
            <numerusform>sub-%1, %n Läsion</numerusform>
            <numerusform>sub-%1, %n Läsionen</numerusform>
        </translation>
    </message>
    <message>
        <source>The examples cannot be read: %1</source>
        <translation>Die Beispiele können nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Verläufe</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Nothing was measured: the model had no cases to validate on.</source>
        <translation>Es wurde nichts gemessen: Das Modell hatte keine Fälle zur Validierung.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Lesion-wise, 26-connected: one counts as found when a voxel overlaps and at least a tenth of the predicted lesion is lesion. Mean over the cases that the epoch and the threshold were chosen on, so a little too good. Cases left out were predicted by networks that had not learned from them.</source>
        <translation>Je Läsion, 26er-Nachbarschaft: Eine gilt als gefunden, wenn ein Voxel überlappt und mindestens ein Zehntel der vorhergesagten Läsion Läsion ist. Mittel über die Fälle, an denen Epoche und Schwelle gewählt wurden, also etwas zu gut. Ausgelassene Fälle wurden von Netzen vorhergesagt, die nicht aus ihnen gelernt hatten.</translation>
    </message>
    <message>
        <source>Dice counts voxels. Mean over the heads that the epoch and the threshold were chosen on, so a little too good.</source>
        <translation>Dice zählt Voxel. Mittel über die Köpfe, an denen Epoche und Schwelle gewählt wurden, also etwas zu gut.</translation>
    </message>
    <message>
        <source>The curves of this training are not in the project: the model was made elsewhere.</source>
        <translation>Die Verläufe dieses Trainings liegen nicht im Projekt: Das Modell entstand anderswo.</translation>
    </message>
    <message>
        <source>This model has masked no case of the project yet. Predict one, then look here.</source>
        <translation>Dieses Modell hat noch keinen Fall des Projekts maskiert. Lassen Sie zuerst einen Fall maskieren.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Masks of this model, each with its largest lesion in the middle. Patient&apos;s right on the left.</source>
        <translation>Masken dieses Modells, jede mit ihrer größten Läsion in der Mitte. Rechts des Patienten ist links.</translation>
    </message>
</context>
<context>
    <name>dawson::ModelWords</name>
    <message>
        <source>Brains of whole heads</source>
        <translation>Gehirne in ganzen Köpfen</translation>
    </message>
    <message>
        <source>default model</source>
        <translation>Standardmodell</translation>
    </message>
    <message>
        <source>fine-tuned</source>
        <translation>feinabgestimmt</translation>
    </message>
    <message>
        <source>trained from scratch</source>
        <translation>von Grund auf trainiert</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Art:</translation>
    </message>
    <message>
        <source>Fine-tuned from:</source>
        <translation>Feinabgestimmt aus:</translation>
    </message>
    <message>
        <source>Trained on:</source>
        <translation>Trainiert mit:</translation>
    </message>
    <message>
        <source>Scores:</source>
        <translation>Kennzahlen:</translation>
    </message>
    <message>
        <source>Network:</source>
        <translation>Netz:</translation>
    </message>
    <message>
        <source>residual U-Net, %1 levels, width %2, %L3 weights</source>
        <translation>Residual-U-Net, %1 Stufen, Breite %2, %L3 Gewichte</translation>
    </message>
    <message>
        <source>the mean of two networks, its own and the one it started from</source>
        <translation>das Mittel zweier Netze, des eigenen und dessen, von dem es ausging</translation>
    </message>
    <message>
        <source>the mean of the image and its mirror image</source>
        <translation>das Mittel von Bild und Spiegelbild</translation>
    </message>
    <message>
        <source>Prediction:</source>
        <translation>Vorhersage:</translation>
    </message>
    <message>
        <source>plain U-Net, %1 levels, width %2, %L3 weights</source>
        <translation>einfaches U-Net, %1 Stufen, Breite %2, %L3 Gewichte</translation>
    </message>
    <message>
        <source>Threshold:</source>
        <translation>Schwelle:</translation>
    </message>
    <message>
        <source>, core %1</source>
        <translation>, Kern %1</translation>
    </message>
    <message>
        <source>Made:</source>
        <translation>Erstellt:</translation>
    </message>
    <message>
        <source>Meant for:</source>
        <translation>Gedacht für:</translation>
    </message>
    <message>
        <source>Limits:</source>
        <translation>Einschränkungen:</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>Datei:</translation>
    </message>
    <message>
        <source>Masks:</source>
        <translation>Maskiert:</translation>
    </message>
    <message>
        <source>%1, … (%L2 in all)</source>
        <translation>%1, … (insgesamt %L2)</translation>
    </message>
    <message>
        <source>%1 (earlier stage)</source>
        <translation>%1 (frühere Stufe)</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1 (nicht hier)</translation>
    </message>
    <message>
        <source>voxels of %1 mm</source>
        <translation>Voxel von %1 mm</translation>
    </message>
    <message>
        <source>N4</source>
        <translation>N4</translation>
    </message>
    <message>
        <source>z-score inside the brain</source>
        <translation>z-Werte im Gehirn</translation>
    </message>
    <message>
        <source>a subtraction, in standard deviations</source>
        <translation>eine Subtraktion, in Standardabweichungen</translation>
    </message>
    <message>
        <source>preset %1</source>
        <translation>Voreinstellung %1</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 Epochen</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>Verlust im Training</translation>
    </message>
    <message>
        <source>validation Dice</source>
        <translation>Dice in der Validierung</translation>
    </message>
    <message>
        <source>validation F1</source>
        <translation>F1 in der Validierung</translation>
    </message>
    <message>
        <source>validation PPV</source>
        <translation>PPV in der Validierung</translation>
    </message>
    <message>
        <source>validation sensitivity</source>
        <translation>Sensitivität in der Validierung</translation>
    </message>
    <message>
        <source>Dice on cases left out</source>
        <translation>Dice an ausgelassenen Fällen</translation>
    </message>
    <message>
        <source>F1 on cases left out</source>
        <translation>F1 an ausgelassenen Fällen</translation>
    </message>
    <message>
        <source>PPV on cases left out</source>
        <translation>PPV an ausgelassenen Fällen</translation>
    </message>
    <message>
        <source>sensitivity on cases left out</source>
        <translation>Sensitivität an ausgelassenen Fällen</translation>
    </message>
    <message>
        <source>training Dice</source>
        <translation>Dice im Training</translation>
    </message>
    <message>
        <source>training F1</source>
        <translation>F1 im Training</translation>
    </message>
    <message>
        <source>training PPV</source>
        <translation>PPV im Training</translation>
    </message>
    <message>
        <source>training sensitivity</source>
        <translation>Sensitivität im Training</translation>
    </message>
    <message>
        <source>lesions of %1 mm³ and more</source>
        <translation>Läsionen ab %1 mm³</translation>
    </message>
    <message>
        <source>Lineage:</source>
        <translation>Herkunft:</translation>
    </message>
    <message>
        <source>Starting point of:</source>
        <translation>Ausgangsmodell für:</translation>
    </message>
    <message>
        <source>Reference:</source>
        <translation>Referenz:</translation>
    </message>
    <message>
        <source>Learned from:</source>
        <translation>Gelernt aus:</translation>
    </message>
    <message>
        <source>Validated on:</source>
        <translation>Validiert mit:</translation>
    </message>
    <message>
        <source>Known to the model it started from:</source>
        <translation>Dem Ausgangsmodell schon bekannt:</translation>
    </message>
    <message>
        <source>Training:</source>
        <translation>Training:</translation>
    </message>
    <message>
        <source>Images:</source>
        <translation>Bilder:</translation>
    </message>
    <message>
        <source>Keeps only:</source>
        <translation>Behält nur:</translation>
    </message>
    <message>
        <source>Made with:</source>
        <translation>Erstellt mit:</translation>
    </message>
    <message>
        <source>Digest of the data:</source>
        <translation>Prüfsumme der Daten:</translation>
    </message>
    <message>
        <source>Digest of the model:</source>
        <translation>Prüfsumme des Modells:</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Robust</source>
        <translation>Robust</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Publikation</translation>
    </message>
</context>
<context>
    <name>dawson::NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>dawson::PairBatch</name>
    <message numerus="yes">
        <source>&amp;Register all pairs (%n missing)</source>
        <translation>
            <numerusform>Alle Paare &amp;registrieren (%n fehlt)</numerusform>
            <numerusform>Alle Paare &amp;registrieren (%n fehlen)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Register all pairs</source>
        <translation>Alle Paare &amp;registrieren</translation>
    </message>
    <message>
        <source>Every pair of this project is registered.</source>
        <translation>Jedes Paar dieses Projekts ist registriert.</translation>
    </message>
    <message numerus="yes">
        <source>Register %n pair(s)</source>
        <translation>
            <numerusform>%n Paar registrieren</numerusform>
            <numerusform>%n Paare registrieren</numerusform>
        </translation>
    </message>
    <message>
        <source>The pairs were not counted: %1</source>
        <translation>Die Paare wurden nicht gezählt: %1</translation>
    </message>
</context>
<context>
    <name>dawson::PaneOverlay</name>
    <message>
        <source>Neurological: left on the left</source>
        <translation>Neurologisch: links ist links</translation>
    </message>
    <message>
        <source>%1 SD</source>
        <translation>%1 SD</translation>
    </message>
</context>
<context>
    <name>dawson::ProjectDocument</name>
    <message>
        <source>Reading the project %1</source>
        <translation>Projekt %1 wird gelesen</translation>
    </message>
    <message>
        <source>Reading the masks</source>
        <translation>Masken werden gelesen</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
</context>
<context>
    <name>dawson::ProjectFlow</name>
    <message>
        <source>Making the demo project of synthetic brains</source>
        <translation>Demoprojekt aus synthetischen Gehirnen wird erzeugt</translation>
    </message>
    <message>
        <source>This demo is an earlier version&apos;s and has FLAIR lesions only. A new one also has new and enhancing lesions; this one is kept beside it.</source>
        <translation>Diese Demo stammt von einer früheren Version und hat nur FLAIR-Läsionen. Eine neue hat auch neue und anreichernde Läsionen; diese bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>Make a new demo</source>
        <translation>Neue Demo erzeugen</translation>
    </message>
    <message>
        <source>Comparing two masks: nothing can be painted meanwhile.</source>
        <translation>Vergleich zweier Masken: Solange kann nichts gemalt werden.</translation>
    </message>
    <message>
        <source>Saving the brain mask</source>
        <translation>Speichern der Hirnmaske</translation>
    </message>
    <message>
        <source>Back to reading</source>
        <translation>Zurück zum Befunden</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Ausgelassen: %1</translation>
    </message>
    <message>
        <source>Show resampled</source>
        <translation>Neu abgetastet zeigen</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Erneut öffnen</translation>
    </message>
    <message>
        <source>Other graders&apos; masks of this case stay hidden until you have submitted your own (File &gt; Submit mask).</source>
        <translation>Die Masken anderer zu diesem Fall bleiben verborgen, bis Sie Ihre eigene abgegeben haben (Datei &gt; Maske abgeben).</translation>
    </message>
</context>
<context>
    <name>dawson::ReadWorkspace</name>
    <message>
        <source>Lesions (%1)</source>
        <translation>Läsionen (%1)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Bilder und Masken</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Model&apos;s threshold</source>
        <translation>Schwelle des Modells</translation>
    </message>
    <message numerus="yes">
        <source>%n voxel(s) of this stroke lie on a lesion you marked at the visit before. Undo, or choose another rule under Comparison.</source>
        <translation>
            <numerusform>%n Voxel dieses Strichs liegt auf einer Läsion, die Sie beim Termin davor markiert haben. Machen Sie ihn rückgängig oder wählen Sie unter Vergleich eine andere Regel.</numerusform>
            <numerusform>%n Voxel dieses Strichs liegen auf einer Läsion, die Sie beim Termin davor markiert haben. Machen Sie ihn rückgängig oder wählen Sie unter Vergleich eine andere Regel.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Brain mask</source>
        <translation>Hirnmaske</translation>
    </message>
</context>
<context>
    <name>dawson::RecentMenu</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>No project was opened yet</source>
        <translation>Noch kein Projekt geöffnet</translation>
    </message>
</context>
<context>
    <name>dawson::SliceView</name>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagittal</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Koronar</translation>
    </message>
</context>
<context>
    <name>dawson::StartView</name>
    <message>
        <source>This project holds no images yet. Drop a folder of images here.</source>
        <translation>Dieses Projekt enthält noch keine Bilder. Ziehen Sie einen Ordner mit Bildern hierher.</translation>
    </message>
    <message>
        <source>Mask lesions, fine-tune a model on the masks, compare lesion by lesion. Drop a folder of images here, or open a project.</source>
        <translation>Läsionen maskieren, ein Modell daran feinabstimmen, Läsion für Läsion vergleichen. Ziehen Sie einen Ordner mit Bildern hierher oder öffnen Sie ein Projekt.</translation>
    </message>
    <message>
        <source>Import images…</source>
        <translation>Bilder importieren …</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>Projekt öffnen …</translation>
    </message>
    <message>
        <source>Copy loose images into the project (Ctrl+I)</source>
        <translation>Lose Bilder ins Projekt kopieren (Strg+I)</translation>
    </message>
    <message>
        <source>Open the folder of a project: any BIDS dataset (Ctrl+O)</source>
        <translation>Ordner eines Projekts öffnen: jeder BIDS-Datensatz (Strg+O)</translation>
    </message>
    <message>
        <source>Make a project of loose images (Ctrl+I)</source>
        <translation>Projekt aus losen Bildern anlegen (Strg+I)</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Demo öffnen</translation>
    </message>
    <message>
        <source>Open the demo project of synthetic brains</source>
        <translation>Demoprojekt aus synthetischen Gehirnen öffnen</translation>
    </message>
    <message>
        <source>Research use only. Not a medical device.</source>
        <translation>Nur für die Forschung. Kein Medizinprodukt.</translation>
    </message>
</context>
<context>
    <name>dawson::StatusLine</name>
    <message>
        <source>Brain mask</source>
        <translation>Hirnmaske</translation>
    </message>
    <message>
        <source>%1  %2  %3 mm   voxel %4, %5, %6</source>
        <translation>%1  %2  %3 mm   Voxel %4, %5, %6</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>I</source>
        <translation>I</translation>
    </message>
    <message>
        <source>● not saved</source>
        <translation>● nicht gespeichert</translation>
    </message>
    <message>
        <source>saved %1 s ago</source>
        <translation>vor %1 s gespeichert</translation>
    </message>
    <message>
        <source>saved %1 min ago</source>
        <translation>vor %1 min gespeichert</translation>
    </message>
    <message>
        <source>no changes</source>
        <translation>keine Änderungen</translation>
    </message>
    <message>
        <source>no lesion</source>
        <translation>keine Läsion</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>übereinstimmend</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>übersehen</translation>
    </message>
    <message>
        <source>spurious</source>
        <translation>falsch positiv</translation>
    </message>
    <message>
        <source>outside the image</source>
        <translation>außerhalb des Bildes</translation>
    </message>
    <message>
        <source>%1  ·  %2</source>
        <translation>%1  ·  %2</translation>
    </message>
</context>
<context>
    <name>dawson::SurfaceView</name>
    <message>
        <source>Lesions in 3D</source>
        <translation>Läsionen in 3D</translation>
    </message>
</context>
<context>
    <name>dawson::ThresholdChart</name>
    <message>
        <source>Sensitivity and PPV against the threshold</source>
        <translation>Sensitivität und PPV gegen die Schwelle</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>PPV</translation>
    </message>
</context>
<context>
    <name>dawson::ThresholdPanel</name>
    <message>
        <source>No model has a probability map of this case yet. Model &gt; Predict makes one.</source>
        <translation>Noch kein Modell hat eine Wahrscheinlichkeitskarte dieses Falls. Modell &gt; Vorhersagen erzeugt eine.</translation>
    </message>
    <message>
        <source>Model whose map is shown</source>
        <translation>Modell, dessen Karte gezeigt wird</translation>
    </message>
    <message>
        <source>Try another threshold</source>
        <translation>Andere Schwelle ausprobieren</translation>
    </message>
    <message>
        <source>Cut the model&apos;s probability map at the threshold below; nothing is written until it is kept</source>
        <translation>Die Wahrscheinlichkeitskarte des Modells an der Schwelle unten schneiden; nichts wird geschrieben, bis sie übernommen wird</translation>
    </message>
    <message>
        <source>Show the probability as colours</source>
        <translation>Wahrscheinlichkeit in Farben zeigen</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Probability from which a voxel is lesion</source>
        <translation>Wahrscheinlichkeit, ab der ein Voxel zur Läsion gehört</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Whose mask the lesions are counted against</source>
        <translation>Wessen Maske zum Vergleich dient</translation>
    </message>
    <message>
        <source>All thresholds, all cases</source>
        <translation>Alle Schwellen, alle Fälle</translation>
    </message>
    <message>
        <source>Sensitivity and PPV at every threshold, over all cases that have a map and a mask of the reference</source>
        <translation>Sensitivität und PPV bei jeder Schwelle, über alle Fälle mit Karte und Maske der Referenz</translation>
    </message>
    <message>
        <source>Back to the threshold that the model came with</source>
        <translation>Zurück zu der Schwelle, die das Modell mitbringt</translation>
    </message>
    <message>
        <source>Your mask of this case counts as it was last saved.</source>
        <translation>Ihre Maske dieses Falls zählt so, wie sie zuletzt gespeichert wurde.</translation>
    </message>
    <message>
        <source>Stop counting</source>
        <translation>Zählen abbrechen</translation>
    </message>
    <message>
        <source>Nothing is lost: it can be counted again</source>
        <translation>Nichts geht verloren: Es kann neu gezählt werden</translation>
    </message>
    <message>
        <source>The map was not cut: %1</source>
        <translation>Die Karte wurde nicht geschnitten: %1</translation>
    </message>
    <message>
        <source>Keep for this case</source>
        <translation>Für diesen Fall übernehmen</translation>
    </message>
    <message>
        <source>Replace the model&apos;s mask of this case by the one shown</source>
        <translation>Die Maske des Modells für diesen Fall durch die gezeigte ersetzen</translation>
    </message>
    <message>
        <source>no reference</source>
        <translation>keine Referenz</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>gegen %1</translation>
    </message>
    <message>
        <source>Reading the map…</source>
        <translation>Die Karte wird gelesen …</translation>
    </message>
    <message>
        <source>The probability map is on another grid than the image. Predict again.</source>
        <translation>Die Wahrscheinlichkeitskarte liegt auf einem anderen Gitter als das Bild. Lassen Sie neu maskieren.</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>At this threshold</source>
        <translation>Bei dieser Schwelle</translation>
    </message>
    <message>
        <source>Choose a reference first.</source>
        <translation>Wählen Sie zuerst eine Referenz.</translation>
    </message>
    <message numerus="yes">
        <source>Counting at %n threshold(s)… %1 %</source>
        <translation>
            <numerusform>Bei %n Schwelle wird gezählt … %1 %</numerusform>
            <numerusform>Bei %n Schwellen wird gezählt … %1 %</numerusform>
        </translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>undefiniert</translation>
    </message>
    <message numerus="yes">
        <source>%n lesion(s), %1 ml</source>
        <translation>
            <numerusform>%n Läsion, %1 ml</numerusform>
            <numerusform>%n Läsionen, %1 ml</numerusform>
        </translation>
    </message>
    <message>
        <source>Sensitivity %1, PPV %2 (any overlap)</source>
        <translation>Sensitivität %1, PPV %2 (jede Überlappung)</translation>
    </message>
    <message>
        <source>, core %1</source>
        <translation>, Kern %1</translation>
    </message>
    <message numerus="yes">
        <source>Mean of %n case(s), %1. A threshold chosen here flatters the model on these cases.</source>
        <translation>
            <numerusform>Mittel von %n Fall, %1. Eine hier gewählte Schwelle lässt das Modell bei diesem Fall besser aussehen, als es ist.</numerusform>
            <numerusform>Mittel von %n Fällen, %1. Eine hier gewählte Schwelle lässt das Modell bei diesen Fällen besser aussehen, als es ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) left out: hidden until you have submitted your own mask of them (File &gt; Submit mask).</source>
        <translation>
            <numerusform>%n Fall ausgelassen: verborgen, bis Sie Ihre eigene Maske dazu abgegeben haben (Datei &gt; Maske abgeben).</numerusform>
            <numerusform>%n Fälle ausgelassen: verborgen, bis Sie Ihre eigenen Masken dazu abgegeben haben (Datei &gt; Maske abgeben).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) could not be used: rest the mouse here to read why.</source>
        <translation>
            <numerusform>%n Fall war nicht zu verwenden: Den Mauszeiger hierher halten, um zu lesen, warum.</numerusform>
            <numerusform>%n Fälle waren nicht zu verwenden: Den Mauszeiger hierher halten, um zu lesen, warum.</numerusform>
        </translation>
    </message>
    <message>
        <source>The probability map was not read: %1</source>
        <translation>Die Wahrscheinlichkeitskarte wurde nicht gelesen: %1</translation>
    </message>
    <message>
        <source>The lesions were not counted: %1</source>
        <translation>Die Läsionen wurden nicht gezählt: %1</translation>
    </message>
    <message>
        <source>The thresholds were not compared: %1</source>
        <translation>Die Schwellen wurden nicht verglichen: %1</translation>
    </message>
    <message>
        <source>The mask was not saved: %1</source>
        <translation>Die Maske wurde nicht gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>dawson::ToolPanel</name>
    <message>
        <source>Click moves the crosshair, drag changes the window.</source>
        <translation>Klick bewegt das Fadenkreuz, Ziehen ändert das Fenster.</translation>
    </message>
    <message>
        <source>Left paints, right erases, Ctrl inverts.</source>
        <translation>Links malt, rechts radiert, Strg kehrt um.</translation>
    </message>
    <message>
        <source>A click erases the whole lesion under it.</source>
        <translation>Ein Klick löscht die ganze Läsion darunter.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Look: crosshair and window (V)</source>
        <translation>Ansehen: Fadenkreuz und Fenster (V)</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Paint with the brush (B); Tab changes to and fro</source>
        <translation>Mit dem Pinsel malen (B); Tab wechselt hin und her</translation>
    </message>
    <message>
        <source>Erase lesion</source>
        <translation>Läsion löschen</translation>
    </message>
    <message>
        <source>Erase whole lesions with a click (E)</source>
        <translation>Ganze Läsionen mit einem Klick löschen (E)</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>Scheibe</translation>
    </message>
    <message>
        <source>Paint in one slice (B)</source>
        <translation>In einer Schicht malen (B)</translation>
    </message>
    <message>
        <source>Ball</source>
        <translation>Kugel</translation>
    </message>
    <message>
        <source>Paint in all slices at once (Shift+B)</source>
        <translation>In allen Schichten zugleich malen (Umschalt+B)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Brush size in mm</source>
        <translation>Pinselgröße in mm</translation>
    </message>
    <message>
        <source>Diameter of the brush ([ and ], or Shift and wheel)</source>
        <translation>Durchmesser des Pinsels ([ und ] oder Umschalt und Rad)</translation>
    </message>
    <message>
        <source>Limit to intensities</source>
        <translation>Auf Intensitäten begrenzen</translation>
    </message>
    <message>
        <source>Limit to intensities of %1</source>
        <translation>Auf Intensitäten von %1 begrenzen</translation>
    </message>
    <message>
        <source>Paint only voxels between two intensities (I); erasing is not limited</source>
        <translation>Nur Voxel zwischen zwei Intensitäten malen (I); Radieren ist nicht begrenzt</translation>
    </message>
    <message>
        <source>Drag the handles: what lies between them is painted</source>
        <translation>Griffe ziehen: Was dazwischen liegt, wird gemalt</translation>
    </message>
    <message>
        <source>Intensities that are painted</source>
        <translation>Gemalte Intensitäten</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Lowest intensity painted</source>
        <translation>Niedrigste gemalte Intensität</translation>
    </message>
    <message>
        <source>Highest intensity painted</source>
        <translation>Höchste gemalte Intensität</translation>
    </message>
</context>
<context>
    <name>dawson::TopBar</name>
    <message>
        <source>%1  ·  %2</source>
        <translation>%1  ·  %2</translation>
    </message>
    <message>
        <source>%1 grades. Click to change (Ctrl+G)</source>
        <translation>%1 beurteilt. Klick zum Ändern (Strg+G)</translation>
    </message>
    <message>
        <source>Who grades: %1</source>
        <translation>Beurteilung: %1</translation>
    </message>
    <message>
        <source>What is masked. Click to change (F5, F6, F7)</source>
        <translation>Was maskiert wird. Klicken zum Wechseln (F5, F6, F7)</translation>
    </message>
    <message>
        <source>What is masked: %1</source>
        <translation>Was maskiert wird: %1</translation>
    </message>
</context>
<context>
    <name>dawson::TrainPage</name>
    <message>
        <source>%1 masks brains. Choose a model of lesions first, or find the brain on the Read page.</source>
        <translation>%1 maskiert Gehirne. Wählen Sie zuerst ein Modell für Läsionen, oder suchen Sie das Gehirn auf der Seite Befunden.</translation>
    </message>
    <message>
        <source>Load a model…</source>
        <translation>Modell laden …</translation>
    </message>
    <message>
        <source>Predict this case</source>
        <translation>Diesen Fall maskieren</translation>
    </message>
    <message>
        <source>Mask the open case with the chosen model, in the background</source>
        <translation>Geöffneten Fall mit dem gewählten Modell maskieren, im Hintergrund</translation>
    </message>
    <message>
        <source>Predict all cases</source>
        <translation>Alle Fälle maskieren</translation>
    </message>
    <message>
        <source>Mask every case of the project with the chosen model, in the background</source>
        <translation>Jeden Fall des Projekts mit dem gewählten Modell maskieren, im Hintergrund</translation>
    </message>
    <message>
        <source>Load a model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Dawson models (*.h5)</source>
        <translation>Dawson-Modelle (*.h5)</translation>
    </message>
    <message>
        <source>subject %1</source>
        <translation>Proband %1</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n Fall</numerusform>
            <numerusform>%n Fälle</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a model that can be used first.</source>
        <translation>Wählen Sie zuerst ein verwendbares Modell.</translation>
    </message>
    <message>
        <source>There is no image here that this model can mask.</source>
        <translation>Hier ist kein Bild, das dieses Modell maskieren kann.</translation>
    </message>
    <message>
        <source>Predict %1 with %2</source>
        <translation>%1 mit %2 maskieren</translation>
    </message>
    <message>
        <source>Open a project first: the model is kept in it.</source>
        <translation>Öffnen Sie zuerst ein Projekt: Das Modell liegt dann darin.</translation>
    </message>
    <message>
        <source>Copy a model file from elsewhere into the project; it is data and can run nothing</source>
        <translation>Eine Modelldatei von anderswo ins Projekt kopieren; sie enthält nur Daten und kann nichts ausführen</translation>
    </message>
    <message>
        <source>There was a model named %1 already. Both write their masks into the same place: predict with one of them only.</source>
        <translation>Es gab schon ein Modell namens %1. Beide schreiben ihre Masken an denselben Ort. Maskieren Sie nur mit einem von beiden.</translation>
    </message>
    <message>
        <source>The model was not loaded: %1</source>
        <translation>Das Modell wurde nicht geladen: %1</translation>
    </message>
    <message>
        <source>The details cannot be shown: %1</source>
        <translation>Die Details lassen sich nicht zeigen: %1</translation>
    </message>
    <message>
        <source>The job was not started: %1</source>
        <translation>Der Auftrag wurde nicht gestartet: %1</translation>
    </message>
</context>
<context>
    <name>dawson::TrainingChart</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>PPV</translation>
    </message>
    <message>
        <source>Curves of the training</source>
        <translation>Verläufe des Trainings</translation>
    </message>
    <message>
        <source>training patches</source>
        <translation>Trainingsausschnitte</translation>
    </message>
    <message>
        <source>validation patches</source>
        <translation>Validierungsausschnitte</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Validation at threshold 0.5, for new and enhancing lesions without predicted ones under 3 mm³, 26-connected: one counts as found when a voxel overlaps and at least a tenth of the predicted lesion is lesion. F1 is the harmonic mean of sensitivity and PPV, Dice counts voxels; means over the cases where defined.</source>
        <translation>Validierung bei Schwelle 0,5, bei neuen und anreichernden Läsionen ohne vorhergesagte unter 3 mm³, 26er-Nachbarschaft: Eine gilt als gefunden, wenn ein Voxel überlappt und mindestens ein Zehntel der vorhergesagten Läsion Läsion ist. F1 ist das harmonische Mittel aus Sensitivität und PPV, Dice zählt Voxel; Mittel über die Fälle, in denen sie definiert sind.</translation>
    </message>
</context>
<context>
    <name>dawson::ViewGrid</name>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
</context>
<context>
    <name>dawson::VtkWidget</name>
    <message>
        <source>3D needs OpenGL 3.2, which this display does not offer. The other views work without it.</source>
        <translation>3D braucht OpenGL 3.2, das diese Anzeige nicht bietet. Die anderen Ansichten gehen ohne.</translation>
    </message>
</context>
<context>
    <name>dawson::Worklist</name>
    <message>
        <source>Open a project, and its cases are listed here.</source>
        <translation>Öffnen Sie ein Projekt, dann stehen seine Fälle hier.</translation>
    </message>
    <message>
        <source>This project has no images yet.</source>
        <translation>Dieses Projekt hat noch keine Bilder.</translation>
    </message>
    <message>
        <source>No case fits “%1”.</source>
        <translation>Kein Fall passt zu „%1“.</translation>
    </message>
    <message>
        <source>One problem</source>
        <translation>Ein Problem</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 Probleme</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Fälle suchen</translation>
    </message>
    <message>
        <source>Subject, session, date or sequence; Enter opens the first</source>
        <translation>Proband, Termin, Datum oder Sequenz; Enter öffnet den ersten</translation>
    </message>
    <message>
        <source>Next case not submitted</source>
        <translation>Nächster nicht abgegebener Fall</translation>
    </message>
    <message>
        <source>Next case you have not submitted (Ctrl+Alt+N)</source>
        <translation>Nächster Fall, den Sie nicht abgegeben haben (Strg+Alt+N)</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Double click or Enter opens a case</source>
        <translation>Doppelklick oder Enter öffnet einen Fall</translation>
    </message>
    <message>
        <source>Files of the project that were left out, and why</source>
        <translation>Ausgelassene Dateien des Projekts mit Grund</translation>
    </message>
    <message>
        <source>Problems of the project</source>
        <translation>Probleme des Projekts</translation>
    </message>
    <message>
        <source>Import images…</source>
        <translation>Bilder importieren …</translation>
    </message>
    <message>
        <source>Add images from files or folders to this project</source>
        <translation>Bilder aus Dateien oder Ordnern zu diesem Projekt hinzufügen</translation>
    </message>
    <message>
        <source>%1, %2: %3 of %4 submitted, %5 in progress</source>
        <translation>%1, %2: %3 von %4 abgegeben, %5 in Arbeit</translation>
    </message>
    <message>
        <source>Nothing to compare with: %1</source>
        <translation>Nichts zum Vergleichen: %1</translation>
    </message>
</context>
<context>
    <name>dawson::WorklistModel</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Konsens</translation>
    </message>
    <message>
        <source>Models with a prediction</source>
        <translation>Modelle mit einer Vorhersage</translation>
    </message>
    <message>
        <source>The image this task is masked on is missing here.</source>
        <translation>Das Bild, auf dem diese Aufgabe maskiert wird, fehlt hier.</translation>
    </message>
    <message>
        <source>%1 %2, open</source>
        <translation>%1 %2, geöffnet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No model has predicted this case.</source>
        <translation>Kein Modell hat diesen Fall vorhergesagt.</translation>
    </message>
    <message>
        <source>Predicted by %1</source>
        <translation>Vorhergesagt von %1</translation>
    </message>
    <message>
        <source>no mask</source>
        <translation>keine Maske</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>submitted</source>
        <translation>abgegeben</translation>
    </message>
    <message>
        <source>mask without a state</source>
        <translation>Maske ohne Status</translation>
    </message>
    <message>
        <source>session %1</source>
        <translation>Termin %1</translation>
    </message>
</context>
<context>
    <name>dawson::Workspaces</name>
    <message>
        <source>This project holds jobs that were queued elsewhere. They wait until you start them on the Train page.</source>
        <translation>Dieses Projekt enthält Aufträge, die anderswo eingereiht wurden. Sie warten, bis Sie sie auf der Seite Trainieren starten.</translation>
    </message>
</context>
<context>
    <name>LesionChange</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Enlarging</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Shrinking</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Verschwunden</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Konfluiert</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Linked: at least %1 % of the smaller lesion shared by both visits.</source>
        <translation>Zusammengehörig: mindestens %1 % der kleineren Läsion sind beiden Terminen gemeinsam.</translation>
    </message>
    <message>
        <source>Linked: one voxel shared by both visits.</source>
        <translation>Zusammengehörig: ein Voxel ist beiden Terminen gemeinsam.</translation>
    </message>
    <message>
        <source>Enlarging from +%1 %, shrinking from -%1 % of the earlier volume.</source>
        <translation>Größer ab +%1 %, kleiner ab -%1 % des früheren Volumens.</translation>
    </message>
    <message>
        <source>Besides, %1 mm more or less of the longest diameter.</source>
        <translation>Außerdem %1 mm mehr oder weniger im längsten Durchmesser.</translation>
    </message>
    <message>
        <source>Left out: shorter than %1 mm at both visits; %2-connected lesions.</source>
        <translation>Weggelassen: an beiden Terminen kürzer als %1 mm; Läsionen in %2er-Nachbarschaft.</translation>
    </message>
    <message>
        <source>There is no earlier visit to compare with.</source>
        <translation>Es gibt keinen früheren Termin zum Vergleichen.</translation>
    </message>
    <message>
        <source>The two visits are not registered, or an image has changed since.</source>
        <translation>Die beiden Termine sind nicht registriert, oder ein Bild hat sich seither geändert.</translation>
    </message>
    <message>
        <source>No lesion mask (task FLAIR) of the earlier visit.</source>
        <translation>Keine Läsionsmaske (Aufgabe FLAIR) des früheren Termins.</translation>
    </message>
    <message>
        <source>No lesion mask (task FLAIR) of this visit.</source>
        <translation>Keine Läsionsmaske (Aufgabe FLAIR) dieses Termins.</translation>
    </message>
    <message>
        <source>A mask does not lie on its image.</source>
        <translation>Eine Maske liegt nicht auf ihrem Bild.</translation>
    </message>
</context>
<context>
    <name>dawson::ChangeModel</name>
    <message>
        <source>Longest diameter: %1 mm before, %2 mm now</source>
        <translation>Längster Durchmesser: früher %1 mm, jetzt %2 mm</translation>
    </message>
    <message>
        <source>A lesion keeps its number from visit to visit</source>
        <translation>Eine Läsion behält ihre Nummer von Termin zu Termin</translation>
    </message>
    <message>
        <source>Of the earlier volume</source>
        <translation>Des früheren Volumens</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Before
ml</source>
        <translation>Früher
ml</translation>
    </message>
    <message>
        <source>Now
ml</source>
        <translation>Jetzt
ml</translation>
    </message>
    <message>
        <source>Change
ml</source>
        <translation>Änd.
ml</translation>
    </message>
    <message>
        <source>Change
%</source>
        <translation>Änd.
%</translation>
    </message>
</context>
<context>
    <name>dawson::CsvExport</name>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
    <message>
        <source>The table was not saved. %1</source>
        <translation>Die Tabelle wurde nicht gespeichert. %1</translation>
    </message>
</context>
<context>
    <name>dawson::ChangeTable</name>
    <message>
        <source>Updating…</source>
        <translation>Wird neu gezählt …</translation>
    </message>
    <message numerus="yes">
        <source>%n lesion(s) left out as too short.</source>
        <translation>
            <numerusform>%n Läsion als zu kurz weggelassen.</numerusform>
            <numerusform>%n Läsionen als zu kurz weggelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Numbers followed over %n visit(s).</source>
        <translation>
            <numerusform>Nummern über %n Termin verfolgt.</numerusform>
            <numerusform>Nummern über %n Termine verfolgt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has accepted the registration of this pair yet.</source>
        <translation>Die Registrierung dieses Paars hat noch niemand angenommen.</translation>
    </message>
    <message>
        <source>Whose lesion masks are compared</source>
        <translation>Wessen Läsionsmasken verglichen werden</translation>
    </message>
    <message>
        <source>Save the changes as CSV</source>
        <translation>Änderungen als CSV speichern</translation>
    </message>
    <message>
        <source>Changed if by at least</source>
        <translation>Verändert ab</translation>
    </message>
    <message>
        <source>Listed if at least</source>
        <translation>Aufgeführt ab</translation>
    </message>
    <message>
        <source>Change of volume from which on a lesion is enlarging or shrinking</source>
        <translation>Volumenänderung, ab der eine Läsion größer oder kleiner heißt</translation>
    </message>
    <message>
        <source>Longest diameter that a lesion must have at one visit</source>
        <translation>Längster Durchmesser, den eine Läsion an mindestens einem Termin haben muss</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Save the changes</source>
        <translation>Änderungen speichern</translation>
    </message>
</context>
<context>
    <name>dawson::ChangePanel</name>
    <message>
        <source>Comparing the masks of both visits…</source>
        <translation>Die Masken beider Termine werden verglichen …</translation>
    </message>
</context>
<context>
    <name>dawson::CandidateModel</name>
    <message>
        <source>Height %1 SD over its surroundings, compactness %2, %3 mm long</source>
        <translation>Höhe %1 SD über der Umgebung, Kompaktheit %2, %3 mm lang</translation>
    </message>
    <message>
        <source>Weight of the brain&apos;s edge %1, of the earlier image %2</source>
        <translation>Gewicht des Gehirnrands %1, des früheren Bilds %2</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Volume
ml</source>
        <translation>Volumen
ml</translation>
    </message>
    <message>
        <source>Position
mm</source>
        <translation>Lage
mm</translation>
    </message>
</context>
<context>
    <name>dawson::CandidateList</name>
    <message>
        <source>Bright spots of the subtraction, to be looked at. They are no mask: what is a lesion is painted by hand.</source>
        <translation>Helle Stellen der Subtraktion zum Ansehen. Sie sind keine Maske: Was eine Läsion ist, wird von Hand gemalt.</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Looked at, not decided</source>
        <translation>Angesehen, nicht entschieden</translation>
    </message>
    <message>
        <source>It is a lesion: go there with the brush; the mask stays as it is</source>
        <translation>Es ist eine Läsion: mit dem Pinsel dorthin; die Maske bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>It is no lesion</source>
        <translation>Es ist keine Läsion</translation>
    </message>
</context>
<context>
    <name>dawson::CandidatePanel</name>
    <message>
        <source>Candidates are found in the subtraction: the two images must be registered first.</source>
        <translation>Kandidaten werden in der Subtraktion gefunden: Die beiden Bilder müssen zuerst registriert werden.</translation>
    </message>
    <message>
        <source>Looking for candidates…</source>
        <translation>Kandidaten werden gesucht …</translation>
    </message>
    <message>
        <source>No spot of the subtraction stands out.</source>
        <translation>Keine Stelle der Subtraktion sticht hervor.</translation>
    </message>
    <message>
        <source>The marks of the candidates cannot be read. None is kept until that file is mended or taken away: %1</source>
        <translation>Die Markierungen der Kandidaten lassen sich nicht lesen. Es wird keine gespeichert, bis die Datei repariert oder entfernt ist: %1</translation>
    </message>
    <message>
        <source>The mark was not saved: %1</source>
        <translation>Die Markierung wurde nicht gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>dawson::PairSections</name>
    <message>
        <source>Changes since the visit before (%1)</source>
        <translation>Änderungen seit dem Termin davor (%1)</translation>
    </message>
    <message>
        <source>Candidates (%1 open)</source>
        <translation>Kandidaten (%1 offen)</translation>
    </message>
</context>
<context>
    <name>dawson::RegistrationBar</name>
    <message>
        <source>Registration</source>
        <translation>Registrierung</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>The two images match; your name is recorded</source>
        <translation>Die beiden Bilder sind deckungsgleich; Ihr Name wird vermerkt</translation>
    </message>
    <message>
        <source>Correct by hand</source>
        <translation>Von Hand korrigieren</translation>
    </message>
    <message>
        <source>Move and turn the current image by keys</source>
        <translation>Die aktuelle Aufnahme mit Tasten verschieben und drehen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Keep the correction: registers and subtracts again (Enter)</source>
        <translation>Die Korrektur übernehmen: registriert und subtrahiert neu (Enter)</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Forget the correction (Esc)</source>
        <translation>Die Korrektur vergessen (Esc)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop this registration</source>
        <translation>Diese Registrierung abbrechen</translation>
    </message>
    <message>
        <source>Rigid: shift and turn</source>
        <translation>Starr: verschieben und drehen</translation>
    </message>
    <message>
        <source>Affine: stretch and shear too</source>
        <translation>Affin: auch strecken und scheren</translation>
    </message>
    <message>
        <source>Flexible (SyN): bend too; can shrink a new lesion</source>
        <translation>Elastisch (SyN): auch verformen; kann eine neue Läsion verkleinern</translation>
    </message>
    <message>
        <source>Registering the two images: %1 %</source>
        <translation>Die beiden Bilder werden registriert: %1 %</translation>
    </message>
    <message>
        <source>Painting waits until this is done.</source>
        <translation>Das Malen wartet, bis dies fertig ist.</translation>
    </message>
    <message>
        <source>Arrows move the current image by 0.5 mm (Shift: 0.1 mm), Page Up and Page Down through the slice, Ctrl+Left and Ctrl+Right turn it. Enter keeps, Esc drops.</source>
        <translation>Pfeiltasten verschieben die aktuelle Aufnahme um 0,5 mm (Umschalt: 0,1 mm), Bild auf und Bild ab durch die Schicht, Strg+Links und Strg+Rechts drehen sie. Enter übernimmt, Esc verwirft.</translation>
    </message>
    <message>
        <source>There is no image before gadolinium: the one after is read alone.</source>
        <translation>Es gibt kein Bild vor Gadolinium: Das Bild danach wird allein befundet.</translation>
    </message>
    <message>
        <source>There is no earlier visit to compare with, so new lesions cannot be masked.</source>
        <translation>Es gibt keinen früheren Termin zum Vergleich, daher lassen sich neue Läsionen nicht maskieren.</translation>
    </message>
    <message>
        <source>The two images are not registered yet. They lie as the scanner placed them, and painting waits.</source>
        <translation>Die beiden Bilder sind noch nicht registriert. Sie liegen, wie der Scanner sie aufnahm, und das Malen wartet.</translation>
    </message>
    <message>
        <source>The registration no longer holds: an image has changed. Painting waits.</source>
        <translation>Die Registrierung gilt nicht mehr: Ein Bild hat sich geändert. Das Malen wartet.</translation>
    </message>
    <message>
        <source>Check the registration: flicker (Space), wipe (L), checkerboard (K).</source>
        <translation>Prüfen Sie die Registrierung: Blinken (Leertaste), Wischen (L), Schachbrett (K).</translation>
    </message>
    <message>
        <source>Registration accepted by %1, %2</source>
        <translation>Registrierung angenommen von %1, %2</translation>
    </message>
    <message>
        <source>Moved by %1, %2, %3 mm (left, back, up), turned by %4°, %5°, %6°</source>
        <translation>Verschoben um %1; %2; %3 mm (links; hinten; oben), gedreht um %4°; %5°; %6°</translation>
    </message>
    <message>
        <source>Correlation in the brain %1 before, %2 after.</source>
        <translation>Korrelation im Gehirn %1 vorher, %2 nachher.</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>Register again</source>
        <translation>Neu registrieren</translation>
    </message>
    <message>
        <source>Lay the current image on the prior one, in the background</source>
        <translation>Die aktuelle Aufnahme im Hintergrund auf die Voraufnahme legen</translation>
    </message>
</context>
<context>
    <name>dawson::ComparisonPanel</name>
    <message>
        <source>Flicker</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Changes per second when it flickers by itself (Shift+Space)</source>
        <translation>Wechsel je Sekunde beim automatischen Blinken (Umschalt+Leertaste)</translation>
    </message>
    <message>
        <source>On prior lesions</source>
        <translation>Auf früheren Läsionen</translation>
    </message>
    <message>
        <source>paint</source>
        <translation>malen</translation>
    </message>
    <message>
        <source>paint and warn</source>
        <translation>malen und warnen</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>auslassen</translation>
    </message>
    <message>
        <source>What painting does on lesions you marked at the visit before</source>
        <translation>Was das Malen auf Läsionen bewirkt, die Sie beim Termin davor markiert haben</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Show the check of the registration over the panes</source>
        <translation>Die Prüfung der Registrierung über den Ansichten zeigen</translation>
    </message>
    <message>
        <source>Registration accepted by %1, %2</source>
        <translation>Registrierung angenommen von %1, %2</translation>
    </message>
</context>
<context>
    <name>dawson::RegistrationFlow</name>
    <message>
        <source>Register %1</source>
        <translation>%1 registrieren</translation>
    </message>
    <message>
        <source>The registration failed: %1</source>
        <translation>Die Registrierung ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>This pair is being registered, so the correction was not kept. Correct it again when that has ended.</source>
        <translation>Dieses Paar wird gerade registriert, deshalb wurde die Korrektur nicht übernommen. Korrigieren Sie danach noch einmal.</translation>
    </message>
    <message>
        <source>The job was not cancelled: %1</source>
        <translation>Der Auftrag wurde nicht abgebrochen: %1</translation>
    </message>
    <message>
        <source>The registration was not accepted: %1</source>
        <translation>Die Registrierung wurde nicht angenommen: %1</translation>
    </message>
    <message>
        <source>The registration was not started: %1</source>
        <translation>Die Registrierung wurde nicht gestartet: %1</translation>
    </message>
    <message>
        <source>The case was not opened again: %1</source>
        <translation>Der Fall wurde nicht neu geöffnet: %1</translation>
    </message>
</context>
<context>
    <name>LesionTags</name>
    <message>
        <source>Tag lesion</source>
        <translation>Läsion kennzeichnen</translation>
    </message>
</context>
<context>
    <name>dawson::PatternBar</name>
    <message>
        <source>Nodular</source>
        <translation>Nodulär</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>Ringförmig</translation>
    </message>
    <message>
        <source>The chosen lesion takes up contrast medium as a whole</source>
        <translation>Die gewählte Läsion reichert als Ganzes an</translation>
    </message>
    <message>
        <source>The chosen lesion takes up contrast medium at its border</source>
        <translation>Die gewählte Läsion reichert am Rand an</translation>
    </message>
</context>
<context>
    <name>BrainWords</name>
    <message>
        <source>Brain mask, repaired by %1 on %2.</source>
        <translation>Hirnmaske, korrigiert von %1 am %2.</translation>
    </message>
    <message>
        <source>Brain mask, published with the data (%1).</source>
        <translation>Hirnmaske, mit den Daten veröffentlicht (%1).</translation>
    </message>
    <message>
        <source>Brain mask from elsewhere.</source>
        <translation>Hirnmaske anderer Herkunft.</translation>
    </message>
    <message>
        <source>Brain mask, found by Dawson&apos;s network.</source>
        <translation>Hirnmaske, von Dawsons Netz gefunden.</translation>
    </message>
</context>
<context>
    <name>dawson::BrainPanel</name>
    <message>
        <source>The network that masks the brain</source>
        <translation>Das Netz, das das Gehirn maskiert</translation>
    </message>
    <message>
        <source>Finding the brain: %1 %</source>
        <translation>Das Gehirn wird gesucht: %1 %</translation>
    </message>
    <message>
        <source>Strokes change the brain mask now. Paint what was left out, erase what is no brain.</source>
        <translation>Striche ändern jetzt die Hirnmaske. Malen Sie, was fehlt; radieren Sie, was kein Gehirn ist.</translation>
    </message>
    <message>
        <source>The brain mask cannot be used: %1</source>
        <translation>Die Hirnmaske ist nicht brauchbar: %1</translation>
    </message>
    <message>
        <source>A whole head without a brain mask. Training, prediction and subtraction make one when they need it.</source>
        <translation>Ein ganzer Kopf ohne Hirnmaske. Training, Vorhersage und Subtraktion machen eine, wenn sie sie brauchen.</translation>
    </message>
    <message>
        <source>Brain-extracted image: it needs no brain mask.</source>
        <translation>Bild ohne Schädel (Gehirn extrahiert): Es braucht keine Hirnmaske.</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Find brain</source>
        <translation>Gehirn suchen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Paint and erase in the brain mask instead of the lesions</source>
        <translation>In der Hirnmaske statt in den Läsionen malen und radieren</translation>
    </message>
    <message>
        <source>Let Dawson&apos;s network mask the brain, in the background; a mask that is there is replaced</source>
        <translation>Dawsons Netz das Gehirn maskieren lassen, im Hintergrund; eine vorhandene Maske wird ersetzt</translation>
    </message>
    <message>
        <source>Save and end</source>
        <translation>Speichern und beenden</translation>
    </message>
    <message>
        <source>Save the brain mask as repaired by you and go back to the lesions</source>
        <translation>Die Hirnmaske als von Ihnen korrigiert speichern und zu den Läsionen zurück</translation>
    </message>
    <message>
        <source>Drop changes</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Leave the brain mask as it was and go back to the lesions</source>
        <translation>Die Hirnmaske lassen, wie sie war, und zu den Läsionen zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>dawson::BrainFlow</name>
    <message>
        <source>Replace the brain mask that %1 has repaired?</source>
        <translation>Die von %1 korrigierte Hirnmaske ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Find the brain of %1</source>
        <translation>Gehirn von %1 suchen</translation>
    </message>
    <message>
        <source>The brain was not found: %1</source>
        <translation>Das Gehirn wurde nicht gefunden: %1</translation>
    </message>
    <message>
        <source>The job was not cancelled: %1</source>
        <translation>Der Auftrag wurde nicht abgebrochen: %1</translation>
    </message>
    <message>
        <source>The lesion mask was not saved: %1</source>
        <translation>Die Läsionsmaske wurde nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>The brain mask was not saved: %1</source>
        <translation>Die Hirnmaske wurde nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>The brain was found, so the subtraction is out of date. Open the case again to have it made anew.</source>
        <translation>Das Hirn wurde gefunden; die Subtraktion ist damit veraltet. Öffnen Sie den Fall erneut, um sie neu erzeugen zu lassen.</translation>
    </message>
</context>
<context>
    <name>dawson::PreflightText</name>
    <message>
        <source>Masks of %1 are among them that you may not see until you have submitted yours. The figures of this training, and the model, tell something of them.</source>
        <translation>Darunter sind Masken von %1, die Sie erst sehen dürfen, wenn Sie Ihre abgegeben haben. Die Zahlen dieses Trainings und das Modell verraten etwas davon.</translation>
    </message>
    <message>
        <source>Needs about %1 of the %2 of free memory, and %3 on disk.</source>
        <translation>Braucht etwa %1 von %2 freiem Arbeitsspeicher und %3 auf der Festplatte.</translation>
    </message>
    <message>
        <source>Takes about %1 (%L2 steps).</source>
        <translation>Dauert etwa %1 (%L2 Schritte).</translation>
    </message>
    <message numerus="yes">
        <source>On top of that %n case(s) to validate on are masked after each epoch.</source>
        <translation>
            <numerusform>Dazu kommt nach jeder Epoche die Maske von %n Fall, mit dem validiert wird.</numerusform>
            <numerusform>Dazu kommen nach jeder Epoche die Masken von %n Fällen, mit denen validiert wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 steps; measuring how long one takes…</source>
        <translation>%L1 Schritte; gemessen wird, wie lange einer dauert …</translation>
    </message>
    <message>
        <source>%L1 steps; how long they take is not known.</source>
        <translation>%L1 Schritte; ihre Dauer ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>dawson::NewDefaultDialog</name>
    <message>
        <source>New default model</source>
        <translation>Neues Standardmodell</translation>
    </message>
    <message>
        <source>For experts: makes a model from images that are drawn by the machine and from gliomas, without anybody&apos;s lesion masks, as a start for fine-tuning. It takes minutes to hours. The models that come with Dawson stay as they are.</source>
        <translation>Für Fachleute: erzeugt aus synthetischen Bildern und aus Gliomen ein Modell, ganz ohne Läsionsmasken, als Ausgangspunkt für die Feinabstimmung. Es dauert Minuten bis Stunden. Die mitgelieferten Modelle bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Label maps</source>
        <translation>Anatomiekarten</translation>
    </message>
    <message>
        <source>Synthetic images</source>
        <translation>Synthetische Bilder</translation>
    </message>
    <message>
        <source>Gliomas</source>
        <translation>Gliome</translation>
    </message>
    <message>
        <source>Planted images per glioma</source>
        <translation>Bilder mit Läsionen je Gliom</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation>Schritte je Epoche</translation>
    </message>
    <message>
        <source>Patch (voxels)</source>
        <translation>Ausschnitt (Voxel)</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>What the model will mask</source>
        <translation>Was das Modell maskieren wird</translation>
    </message>
    <message>
        <source>Shown in the list of models and in its card</source>
        <translation>Steht in der Modellliste und auf seiner Karte</translation>
    </message>
    <message>
        <source>Folder of anatomical label maps (FreeSurfer&apos;s numbers, .nii.gz, 1 mm) that brains are drawn from; every sixth is kept for validation</source>
        <translation>Ordner mit Anatomiekarten (Nummern von FreeSurfer, .nii.gz, 1 mm), aus denen Gehirne gezeichnet werden; jede sechste wird für die Validierung zurückgehalten</translation>
    </message>
    <message>
        <source>Images to draw from the label maps</source>
        <translation>Bilder, die aus den Anatomiekarten gezeichnet werden</translation>
    </message>
    <message>
        <source>BIDS dataset with FLAIR (T1w before and after gadolinium) and derivatives/.../*_dseg; the last two subjects are kept for validation</source>
        <translation>BIDS-Datensatz mit FLAIR (T1w vor und nach Gadolinium) und derivatives/.../*_dseg; die letzten zwei Probanden werden für die Validierung zurückgehalten</translation>
    </message>
    <message>
        <source>Images of each glioma with made-up lesions in its healthy tissue; 0: none</source>
        <translation>Bilder jedes Glioms mit eingesetzten Läsionen im gesunden Gewebe; 0: keine</translation>
    </message>
    <message>
        <source>Schedule and network to begin with; the fields below it may differ</source>
        <translation>Ablauf und Netz, von denen ausgegangen wird; die Felder darunter dürfen abweichen</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Residual U-Net (as published)</source>
        <translation>Residual-U-Net (wie publiziert)</translation>
    </message>
    <message>
        <source>Plain U-Net</source>
        <translation>Einfaches U-Net</translation>
    </message>
    <message>
        <source>Residual: dilated and strided, as in Wahlig et al. 2023. Plain: two convolutions a level, as nnU-Net has them</source>
        <translation>Residual: dilatiert und mit Schrittweite, wie bei Wahlig et al. 2023. Einfach: zwei Faltungen je Stufe, wie bei nnU-Net</translation>
    </message>
    <message>
        <source>Resolution levels of the U-Net: with more, the network sees farther and takes longer</source>
        <translation>Auflösungsstufen des U-Netzes: Mit mehr Stufen sieht es weiter, rechnet aber länger</translation>
    </message>
    <message>
        <source>Factor on all channel counts; of the residual network 1 is the paper&apos;s, and 0.5 has a quarter of its weights</source>
        <translation>Faktor auf alle Kanalzahlen; beim Residual-Netz ist 1 das der Publikation, und 0,5 hat ein Viertel seiner Gewichte</translation>
    </message>
    <message>
        <source>Passes; the best on validation is kept</source>
        <translation>Durchgänge; der in der Validierung beste bleibt</translation>
    </message>
    <message>
        <source>0: every patch once</source>
        <translation>0: jeder Ausschnitt einmal</translation>
    </message>
    <message>
        <source>Edge of the cubes it learns from, a multiple of 2 to the power of the levels</source>
        <translation>Kante der Würfel, aus denen es lernt, ein Vielfaches von 2 hoch Stufen</translation>
    </message>
    <message>
        <source>0: all cores</source>
        <translation>0: alle Kerne</translation>
    </message>
    <message>
        <source>The same seed, threads and machine make the same model, bit for bit</source>
        <translation>Gleicher Startwert, gleiche Threads und gleicher Rechner ergeben Bit für Bit dasselbe Modell</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>FLAIR lesions</source>
        <translation>FLAIR-Läsionen</translation>
    </message>
    <message>
        <source>New lesions</source>
        <translation>Neue Läsionen</translation>
    </message>
    <message>
        <source>Enhancing lesions</source>
        <translation>Anreichernde Läsionen</translation>
    </message>
    <message>
        <source>Brain masks</source>
        <translation>Hirnmasken</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Starts in the background, as a job that can be paused and goes on after a restart</source>
        <translation>Startet im Hintergrund, als Auftrag, der sich anhalten lässt und nach einem Neustart weitergeht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Give the model a name.</source>
        <translation>Geben Sie dem Modell einen Namen.</translation>
    </message>
    <message>
        <source>There is a model of this name; choose another.</source>
        <translation>Ein Modell dieses Namens gibt es schon; wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Make the model %1</source>
        <translation>Modell %1 erzeugen</translation>
    </message>
    <message numerus="yes">
        <source>Learns from %n image(s)</source>
        <translation>
            <numerusform>Lernt von %n Bild</numerusform>
            <numerusform>Lernt von %n Bildern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validates on %n other(s).</source>
        <translation>
            <numerusform>validiert mit %n anderen.</numerusform>
            <numerusform>validiert mit %n anderen.</numerusform>
        </translation>
    </message>
    <message>
        <source>all cores</source>
        <translation>alle Kerne</translation>
    </message>
    <message>
        <source>every patch once</source>
        <translation>jeder Ausschnitt einmal</translation>
    </message>
</context>
<context>
    <name>dawson::CaseChecklist</name>
    <message>
        <source>%1 (no mask yet)</source>
        <translation>%1 (noch keine Maske)</translation>
    </message>
</context>
<context>
    <name>dawson::TrainingDetails</name>
    <message>
        <source>More choices</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>What learns</source>
        <translation>Was lernt</translation>
    </message>
    <message>
        <source>The whole network</source>
        <translation>Das ganze Netz</translation>
    </message>
    <message>
        <source>The decoder; the encoder stays</source>
        <translation>Der Decoder; der Encoder bleibt</translation>
    </message>
    <message>
        <source>The last block; the rest stays</source>
        <translation>Der letzte Block; der Rest bleibt</translation>
    </message>
    <message>
        <source>What stays keeps the weights of the model to start from</source>
        <translation>Was bleibt, behält die Gewichte des Ausgangsmodells</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speicher höchstens</translation>
    </message>
    <message>
        <source>Three quarters of the memory</source>
        <translation>Drei Viertel des Arbeitsspeichers</translation>
    </message>
    <message>
        <source>Where a step would take more, batch and patch are made smaller; the job says so</source>
        <translation>Wo ein Schritt mehr bräuchte, werden Batch und Ausschnitt verkleinert; der Auftrag sagt es</translation>
    </message>
</context>
<context>
    <name>dawson::ModelNameField</name>
    <message>
        <source>Give the new model a name.</source>
        <translation>Geben Sie dem neuen Modell einen Namen.</translation>
    </message>
    <message>
        <source>A model or a training in the list of jobs has this name already; their masks would mix. Choose another.</source>
        <translation>Ein Modell oder ein Training in der Auftragsliste heißt schon so; ihre Masken würden sich mischen. Wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>dawson::MatchRuleForm</name>
    <message>
        <source>Lesions are connected by</source>
        <translation>Läsionen hängen zusammen über</translation>
    </message>
    <message>
        <source>Found from an overlap of</source>
        <translation>Gefunden ab einer Überlappung von</translation>
    </message>
    <message>
        <source>Ignore lesions under</source>
        <translation>Läsionen nicht zählen unter</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>one voxel</source>
        <translation>einem Voxel</translation>
    </message>
    <message>
        <source> ml</source>
        <translation> ml</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>faces, edges, corners (26)</source>
        <translation>Flächen, Kanten, Ecken (26)</translation>
    </message>
    <message>
        <source>faces and edges (18)</source>
        <translation>Flächen und Kanten (18)</translation>
    </message>
    <message>
        <source>faces (6)</source>
        <translation>Flächen (6)</translation>
    </message>
</context>
<context>
    <name>dawson::ModelComparison</name>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Models to compare</source>
        <translation>Zu vergleichende Modelle</translation>
    </message>
    <message>
        <source>Tick the models to set side by side</source>
        <translation>Die Modelle ankreuzen, die nebeneinanderstehen sollen</translation>
    </message>
    <message>
        <source>Models side by side</source>
        <translation>Modelle nebeneinander</translation>
    </message>
    <message>
        <source>What differs is bold. Scores are each model&apos;s own, on the cases its epoch and threshold were chosen on: of models that were validated on other cases they cannot be compared. The Evaluate page compares masks of the same cases.</source>
        <translation>Was sich unterscheidet, ist fett. Die Kennzahlen sind die des jeweiligen Modells, an den Fällen, an denen seine Epoche und Schwelle gewählt wurden: Bei Modellen, die an anderen Fällen validiert wurden, sind sie nicht vergleichbar. Die Seite Auswerten vergleicht Masken derselben Fälle.</translation>
    </message>
</context>
</TS>
