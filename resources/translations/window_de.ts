<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Announcing</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CalmLine</name>
    <message>
        <source>Empty the line</source>
        <translation>Zeile leeren</translation>
    </message>
</context>
<context>
    <name>Category</name>
    <message>
        <source>AI conversations</source>
        <translation>KI-Gespräche</translation>
    </message>
    <message>
        <source>Account security</source>
        <translation>Kontosicherheit</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Ads and inferences</source>
        <translation>Werbung und Ableitungen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlungen</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>Beiträge</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Unsorted</source>
        <translation>Nicht zugeordnet</translation>
    </message>
</context>
<context>
    <name>CellReader</name>
    <message>
        <source>&amp;Copy all of the text</source>
        <translation>Ganzen Text &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>All of the text</source>
        <translation>Der ganze Text</translation>
    </message>
    <message>
        <source>Bytes {0} to {1} of {2}</source>
        <translation>Bytes {0} bis {1} von {2}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Full text: {0}</source>
        <translation>Vollständiger Text: {0}</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>A setting acts from the day on which it is changed. What could have been used before stays so. Nothing is changed from here: you change it on the site, and note the day.</source>
        <translation>Eine Einstellung wirkt ab dem Tag, an dem sie geändert wird. Was vorher hätte verwendet werden können, bleibt so. Von hier aus wird nichts geändert: Sie ändern sie auf der Website und halten den Tag hier fest.</translation>
    </message>
    <message>
        <source>Also seen as: {0}</source>
        <translation>Auch zu sehen als: {0}</translation>
    </message>
    <message>
        <source>Assumed: {0}</source>
        <translation>Angenommen: {0}</translation>
    </message>
    <message numerus="yes">
        <source>Before: up to {0} items could have been used already; that stays so.</source>
        <translation>
            <numerusform>Vorher: bis zu {0} Eintrag hätte bereits verwendet werden können; das bleibt so.</numerusform>
            <numerusform>Vorher: bis zu {0} Einträge hätten bereits verwendet werden können; das bleibt so.</numerusform>
        </translation>
    </message>
    <message>
        <source>Consent refused or withdrawn on</source>
        <translation>Einwilligung verweigert oder widerrufen am</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Does not stop</source>
        <translation>Stoppt nicht</translation>
    </message>
    <message>
        <source>Form sent on</source>
        <translation>Formular abgeschickt am</translation>
    </message>
    <message>
        <source>No rule that was read lets it stop one of the uses shown here.</source>
        <translation>Nach keiner gelesenen Regel stoppt sie eine der hier gezeigten Verwendungen.</translation>
    </message>
    <message>
        <source>Not offered in {0}, as far as the texts say: {1}.</source>
        <translation>Wird hier ({0}) nicht angeboten, soweit die Texte das sagen: {1}.</translation>
    </message>
    <message>
        <source>Open in browser…</source>
        <translation>Im Browser öffnen …</translation>
    </message>
    <message>
        <source>Other uses: {0}.</source>
        <translation>Andere Verwendungen: {0}.</translation>
    </message>
    <message>
        <source>Signal sent since</source>
        <translation>Signal gesendet seit</translation>
    </message>
    <message>
        <source>State your region…</source>
        <translation>Region angeben …</translation>
    </message>
    <message>
        <source>Stated: {0}</source>
        <translation>Angegeben: {0}</translation>
    </message>
    <message>
        <source>Stated: {0} since {1}</source>
        <translation>Angegeben: {0} seit {1}</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>These are about something else</source>
        <translation>Hier geht es um etwas anderes</translation>
    </message>
    <message>
        <source>These close something in this archive</source>
        <translation>Diese sperren etwas in diesem Archiv</translation>
    </message>
    <message>
        <source>Turned off on</source>
        <translation>Ausgeschaltet am</translation>
    </message>
    <message>
        <source>What you can do in: {0}</source>
        <translation>Was Sie tun können in: {0}</translation>
    </message>
    <message>
        <source>Your region is only assumed; another one has other settings.</source>
        <translation>Ihre Region ist nur angenommen; eine andere hat andere Einstellungen.</translation>
    </message>
    <message>
        <source>consent given</source>
        <translation>Einwilligung erteilt</translation>
    </message>
    <message>
        <source>no consent</source>
        <translation>keine Einwilligung</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>{0}: day</source>
        <translation>{0}: Tag</translation>
    </message>
    <message>
        <source>{0}: no item in this archive.</source>
        <translation>{0}: kein Eintrag in diesem Archiv.</translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} items could no longer be used from that day on.</source>
        <translation>
            <numerusform>{0}: {1} Eintrag könnte von diesem Tag an nicht mehr verwendet werden.</numerusform>
            <numerusform>{0}: {1} Einträge könnten von diesem Tag an nicht mehr verwendet werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} items could still be used.</source>
        <translation>
            <numerusform>{0}: {1} Eintrag könnte weiterhin verwendet werden.</numerusform>
            <numerusform>{0}: {1} Einträge könnten weiterhin verwendet werden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>LinkedIn archives (*.zip *.csv);;All files (*)</source>
        <translation>LinkedIn-Archive (*.zip *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open archive</source>
        <translation>Archiv öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>Circumstances</name>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stichtag</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>adult</source>
        <translation>volljährig</translation>
    </message>
    <message>
        <source>born {0}</source>
        <translation>geboren {0}</translation>
    </message>
    <message>
        <source>under 18</source>
        <translation>unter 18</translation>
    </message>
    <message>
        <source>{0}, {1} suggests {2}</source>
        <translation>{0}, {1} legt nahe: {2}</translation>
    </message>
</context>
<context>
    <name>CircumstancesSheet</name>
    <message>
        <source>Adult on all days</source>
        <translation>An allen Tagen volljährig</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stichtag</translation>
    </message>
    <message>
        <source>As stated: {0}</source>
        <translation>Wie angegeben: {0}</translation>
    </message>
    <message>
        <source>Before that: {0}</source>
        <translation>Davor: {0}</translation>
    </message>
    <message>
        <source>Before:</source>
        <translation>Vorher:</translation>
    </message>
    <message>
        <source>Born on</source>
        <translation>Geboren am</translation>
    </message>
    <message>
        <source>Circumstances</source>
        <translation>Umstände</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Here since:</source>
        <translation>Hier seit:</translation>
    </message>
    <message>
        <source>In the present region since</source>
        <translation>In der jetzigen Region seit</translation>
    </message>
    <message>
        <source>Lived elsewhere before</source>
        <translation>Vorher anderswo gelebt</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>Never given</source>
        <translation>Nie erteilt</translation>
    </message>
    <message>
        <source>Never on</source>
        <translation>Nie ein</translation>
    </message>
    <message>
        <source>Not given</source>
        <translation>Nicht erteilt</translation>
    </message>
    <message>
        <source>Not known ({0} is assumed)</source>
        <translation>Nicht bekannt (angenommen: {0})</translation>
    </message>
    <message>
        <source>Not said (adult is assumed)</source>
        <translation>Nicht angegeben (angenommen: volljährig)</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>Nicht angegeben</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Region before</source>
        <translation>Region vorher</translation>
    </message>
    <message>
        <source>Rest of the world assumed</source>
        <translation>Übrige Welt angenommen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Since when is known:</source>
        <translation>Seit wann, ist bekannt:</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Under 18</source>
        <translation>Unter 18</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Use this: {0}</source>
        <translation>Übernehmen: {0}</translation>
    </message>
    <message>
        <source>What is not stated is taken as it leaves most open. Changes act at once.</source>
        <translation>Was nicht angegeben ist, wird so angenommen, dass am meisten offen bleibt. Änderungen wirken sofort.</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>given</source>
        <translation>erteilt</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>angegeben</translation>
    </message>
    <message>
        <source>{0}, {1} says so too: {2}</source>
        <translation>{0}, {1} sagt dasselbe: {2}</translation>
    </message>
    <message>
        <source>{0}: since</source>
        <translation>{0}: seit</translation>
    </message>
    <message>
        <source>{0}: since when is known</source>
        <translation>{0}: seit wann, ist bekannt</translation>
    </message>
</context>
<context>
    <name>CircumstancesStrip</name>
    <message>
        <source>AI setting</source>
        <translation>KI-Einstellung</translation>
    </message>
    <message>
        <source>Ad sharing</source>
        <translation>Werbeweitergabe</translation>
    </message>
    <message>
        <source>Change the circumstances; the answers follow at once</source>
        <translation>Die Umstände ändern; die Antworten folgen sofort</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Circumstance</source>
        <translation>Umstand</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>angegeben</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Everything else as it is</source>
        <translation>Alles andere, wie es ist</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Items that could be used</source>
        <translation>Einträge, die verwendet werden könnten</translation>
    </message>
    <message>
        <source>Items that could be used, now and then</source>
        <translation>Einträge, die verwendet werden könnten, jetzt und dann</translation>
    </message>
    <message>
        <source>Items that would have another outcome</source>
        <translation>Einträge, die ein anderes Ergebnis hätten</translation>
    </message>
    <message>
        <source>Judge everything under them; Undo takes it back</source>
        <translation>Alles unter ihnen bewerten; „Rückgängig“ nimmt es zurück</translation>
    </message>
    <message>
        <source>Living in</source>
        <translation>Wohnort</translation>
    </message>
    <message>
        <source>Living in:</source>
        <translation>Wohnort:</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Other outcome</source>
        <translation>Anderes Ergebnis</translation>
    </message>
    <message>
        <source>Take these circumstances</source>
        <translation>Diese Umstände übernehmen</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>What if:</source>
        <translation>Was wäre, wenn:</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>as stated</source>
        <translation>wie angegeben</translation>
    </message>
    <message numerus="yes">
        <source>{0} could be used now, {1} then.</source>
        <translation>
            <numerusform>Verwendbar jetzt: {0}, dann: {1}.</numerusform>
            <numerusform>Verwendbar jetzt: {0}, dann: {1}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of {2} items would have another outcome.</source>
        <translation>
            <numerusform>{0}: {1} von {2} Einträgen hätte ein anderes Ergebnis.</numerusform>
            <numerusform>{0}: {1} von {2} Einträgen hätten ein anderes Ergebnis.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountsTable</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Items by category and outcome</source>
        <translation>Einträge nach Kategorie und Ergebnis</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>A header and no rows: your account held nothing of this kind.</source>
        <translation>Eine Kopfzeile und keine Zeilen: Ihr Konto enthielt nichts dieser Art.</translation>
    </message>
    <message>
        <source>A picture or document. It is listed and never opened.</source>
        <translation>Ein Bild oder Dokument. Es wird aufgeführt und nie geöffnet.</translation>
    </message>
    <message>
        <source>Choose a row to see all about it.</source>
        <translation>Wählen Sie eine Zeile, um alles über sie zu sehen.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Filter this list</source>
        <translation>Diese Liste filtern</translation>
    </message>
    <message>
        <source>How to ask for the complete download</source>
        <translation>So fordern Sie das vollständige Archiv an</translation>
    </message>
    <message>
        <source>It does not come from LinkedIn. Nothing in it is counted.</source>
        <translation>Sie stammt nicht von LinkedIn. Nichts darin wird gezählt.</translation>
    </message>
    <message>
        <source>It would be called: {0}</source>
        <translation>Sie hieße: {0}</translation>
    </message>
    <message>
        <source>Its rows are items; see the Items page.</source>
        <translation>Ihre Zeilen sind Einträge; siehe die Seite „Einträge“.</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Missing kinds of file</source>
        <translation>Fehlende Arten von Dateien</translation>
    </message>
    <message>
        <source>No file has been read yet.</source>
        <translation>Noch keine Datei wurde gelesen.</translation>
    </message>
    <message>
        <source>No kind of file is missing that would mean something.</source>
        <translation>Es fehlt keine Art von Datei, die etwas bedeuten würde.</translation>
    </message>
    <message>
        <source>No problems: everything could be read as it stands.</source>
        <translation>Keine Probleme: Alles konnte gelesen werden, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing in this list matches.</source>
        <translation>Nichts in dieser Liste passt dazu.</translation>
    </message>
    <message>
        <source>Nothing of it could be shown. The Problems say why.</source>
        <translation>Nichts davon konnte gezeigt werden. Die Probleme sagen, warum.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Erkannt an</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows shown: {0}. Records set aside: {1}.</source>
        <translation>Gezeigte Zeilen: {0}. Beiseitegelegte Datensätze: {1}.</translation>
    </message>
    <message>
        <source>Rows: {0}</source>
        <translation>Zeilen: {0}</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Still reading: the lists grow as files arrive.</source>
        <translation>Es wird noch gelesen: Die Listen wachsen mit jeder Datei.</translation>
    </message>
    <message>
        <source>The catalog does not know it. Its rows are listed as unsorted, and no use is stated for them: that is not the same as safe.</source>
        <translation>Der Katalog kennt sie nicht. Ihre Zeilen stehen unter „Nicht zugeordnet“, und für sie ist keine Verwendung geklärt: Das heißt nicht, dass sie sicher sind.</translation>
    </message>
    <message>
        <source>This is LinkedIn&apos;s basic download: posts, comments and reactions are not in it. That they are missing here does not mean that there are none.</source>
        <translation>Das ist das kleine Archiv von LinkedIn: Beiträge, Kommentare und Reaktionen sind nicht darin. Dass sie hier fehlen, heißt nicht, dass es keine gibt.</translation>
    </message>
    <message>
        <source>This is a complete download, as far as its content shows.</source>
        <translation>Das ist ein vollständiges Archiv, soweit sein Inhalt das zeigt.</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was sie ist</translation>
    </message>
    <message>
        <source>What it would be</source>
        <translation>Was sie wäre</translation>
    </message>
    <message>
        <source>What that it is missing means</source>
        <translation>Was es bedeutet, dass sie fehlt</translation>
    </message>
    <message>
        <source>Whether this is the complete download cannot be told from its content.</source>
        <translation>Ob das das vollständige Archiv ist, lässt sich seinem Inhalt nicht entnehmen.</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>header and name</source>
        <translation>Kopfzeile und Name</translation>
    </message>
    <message>
        <source>its cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>name only</source>
        <translation>nur Name</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>not opened</source>
        <translation>nicht geöffnet</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>the archive</source>
        <translation>das Archiv</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message numerus="yes">
        <source>{0} files found</source>
        <translation>
            <numerusform>{0} Datei gefunden</numerusform>
            <numerusform>{0} Dateien gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>The program ended by a fault of its own the last time.</source>
        <translation>Das Programm wurde beim letzten Mal durch einen eigenen Fehler beendet.</translation>
    </message>
    <message>
        <source>The program met a fault of its own.</source>
        <translation>Im Programm ist ein Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>What may be told of the fault</source>
        <translation>Was über den Fehler gesagt werden darf</translation>
    </message>
    <message>
        <source>What you opened is unharmed. This text says where the fault lies; it holds nothing of your archive, and it is sent nowhere. Copy or save it if you want to report the fault.</source>
        <translation>Was Sie geöffnet haben, ist unversehrt. Dieser Text sagt, wo der Fehler liegt; er enthält nichts aus Ihrem Archiv und wird nirgendwohin gesendet. Kopieren oder speichern Sie ihn, wenn Sie den Fehler melden möchten.</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Items</source>
        <translation>&amp;Einträge</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>&amp;Schlüsseldatei</translation>
    </message>
    <message>
        <source>&amp;Matter</source>
        <translation>&amp;Mandat</translation>
    </message>
    <message>
        <source>&amp;Pseudonyms for other people</source>
        <translation>&amp;Pseudonyme für andere Personen</translation>
    </message>
    <message numerus="yes">
        <source>All {0} items</source>
        <translation>
            <numerusform>Der eine Eintrag</numerusform>
            <numerusform>Alle {0} Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled. What stood in the place of the file is as it was.</source>
        <translation>Abgebrochen. Was an der Stelle der Datei stand, ist, wie es war.</translation>
    </message>
    <message>
        <source>E&amp;xact texts, for programs: not safe to open in a spreadsheet</source>
        <translation>&amp;Unveränderte Texte, für Programme: nicht sicher in einer Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>File to &amp;write</source>
        <translation>Ziel&amp;datei</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Zieldatei</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>It holds no texts and no names of other people; names of files may tell something.</source>
        <translation>Sie enthält keine Texte und keine Namen anderer Personen; Dateinamen können etwas verraten.</translation>
    </message>
    <message>
        <source>It holds {0} texts of the member and {1} by others or by LinkedIn; the {2} names and {3} addresses of other people in the archive are replaced by pseudonyms wherever they stand; first names alone are not.</source>
        <translation>Sie enthält Texte des Mitglieds ({0}) und Texte anderer oder von LinkedIn ({1}). Namen ({2}) und Adressen ({3}) anderer Personen im Archiv werden überall durch Pseudonyme ersetzt; Vornamen allein nicht.</translation>
    </message>
    <message>
        <source>It holds {0} texts of the member and {1} by others or by LinkedIn; up to {2} names and {3} addresses of other people may stand in them.</source>
        <translation>Sie enthält Texte des Mitglieds ({0}) und Texte anderer oder von LinkedIn ({1}). Darin können Namen (bis zu {2}) und Adressen (bis zu {3}) anderer Personen stehen.</translation>
    </message>
    <message>
        <source>Items to list</source>
        <translation>Aufzuführende Einträge</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>Mandat</translation>
    </message>
    <message>
        <source>One &amp;sheet a category</source>
        <translation>Ein &amp;Blatt je Kategorie</translation>
    </message>
    <message>
        <source>Preview of the first rows</source>
        <translation>Vorschau der ersten Zeilen</translation>
    </message>
    <message>
        <source>Pri&amp;vilege</source>
        <translation>&amp;Vertraulichkeit</translation>
    </message>
    <message>
        <source>Privilege line</source>
        <translation>Vertraulichkeitsvermerk</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>That file is there already. Press Export once more to replace it.</source>
        <translation>Diese Datei gibt es schon. Wählen Sie noch einmal „Exportieren“, um sie zu ersetzen.</translation>
    </message>
    <message>
        <source>The program met a fault of its own: {0}</source>
        <translation>Im Programm ist ein Fehler aufgetreten: {0}</translation>
    </message>
    <message numerus="yes">
        <source>The {0} items that the filter shows</source>
        <translation>
            <numerusform>Der eine Eintrag, den der Filter zeigt</numerusform>
            <numerusform>Die {0} Einträge, die der Filter zeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The {0} selected items</source>
        <translation>
            <numerusform>Der ausgewählte Eintrag</numerusform>
            <numerusform>Die {0} ausgewählten Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>With the &amp;texts of the items</source>
        <translation>Mit den &amp;Texten der Einträge</translation>
    </message>
    <message>
        <source>Written file</source>
        <translation>Geschriebene Datei</translation>
    </message>
    <message>
        <source>Written. To find the file, copy its path:</source>
        <translation>Geschrieben. Um die Datei zu finden, kopieren Sie ihren Pfad:</translation>
    </message>
    <message>
        <source>none: nobody can undo the pseudonyms</source>
        <translation>keine: Niemand kann die Pseudonyme auflösen</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>Schreibt {0}</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
</context>
<context>
    <name>ExposureChart</name>
    <message>
        <source>Chart of items by category and outcome</source>
        <translation>Diagramm der Einträge nach Kategorie und Ergebnis</translation>
    </message>
    <message>
        <source>No items yet</source>
        <translation>Noch keine Einträge</translation>
    </message>
    <message>
        <source>The button “As a table” shows the same numbers as a table</source>
        <translation>Die Schaltfläche „Als Tabelle“ zeigt dieselben Zahlen als Tabelle</translation>
    </message>
    <message>
        <source>{0} for {1} only</source>
        <translation>{0}, nur für {1}</translation>
    </message>
</context>
<context>
    <name>ItemsFacets</name>
    <message>
        <source>Audience</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>Markiert als</translation>
    </message>
    <message>
        <source>Narrow down</source>
        <translation>Eingrenzen</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>assumed: hangs on a fact not stated</source>
        <translation>angenommen: hängt an einer fehlenden Angabe</translation>
    </message>
    <message>
        <source>date unknown</source>
        <translation>Datum unbekannt</translation>
    </message>
    <message>
        <source>dated after the as-of day</source>
        <translation>datiert nach dem Stichtag</translation>
    </message>
    <message>
        <source>disputed: sources disagree</source>
        <translation>strittig: Quellen widersprechen sich</translation>
    </message>
    <message>
        <source>for one purpose only</source>
        <translation>nur für einen Zweck</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>ohne Datum</translation>
    </message>
    <message>
        <source>{0}, items: {1}</source>
        <translation>{0}, Einträge: {1}</translation>
    </message>
</context>
<context>
    <name>ItemsFilter</name>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Save this filter…</source>
        <translation>Diesen Filter &amp;speichern …</translation>
    </message>
    <message>
        <source>Filter items</source>
        <translation>Einträge filtern</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>Name des Filters</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Filter speichern</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>ItemsPage</name>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwendung</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>No items match.</source>
        <translation>Keine Einträge passen dazu.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwendung</translation>
    </message>
    <message numerus="yes">
        <source>{0} of {1} items</source>
        <translation>
            <numerusform>{0} von {1} Eintrag</numerusform>
            <numerusform>{0} von {1} Einträgen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemsTable</name>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Full text</source>
        <translation>&amp;Vollständiger Text</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Sortieren nach</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Copy c&amp;ell</source>
        <translation>&amp;Zelle kopieren</translation>
    </message>
    <message>
        <source>Copy c&amp;itation</source>
        <translation>&amp;Beleg kopieren</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Order of the archive</source>
        <translation>Reihenfolge des Archivs</translation>
    </message>
    <message>
        <source>The first {0} rows were copied; an export writes all of them.</source>
        <translation>Die ersten {0} Zeilen wurden kopiert; ein Export schreibt alle.</translation>
    </message>
</context>
<context>
    <name>ItemsTableModel</name>
    <message>
        <source>Audience</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>LinkedIn</source>
        <translation>LinkedIn</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>eingeschränkt</translation>
    </message>
    <message>
        <source>member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere Person</translation>
    </message>
    <message>
        <source>public</source>
        <translation>öffentlich</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>ItemsTree</name>
    <message>
        <source>All items</source>
        <translation>Alle Einträge</translation>
    </message>
    <message>
        <source>Category and file</source>
        <translation>Kategorie und Datei</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Items by category and file</source>
        <translation>Einträge nach Kategorie und Datei</translation>
    </message>
    <message>
        <source>{0}, items: {1}</source>
        <translation>{0}, Einträge: {1}</translation>
    </message>
</context>
<context>
    <name>Looks</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Keep what is shown</source>
        <translation>Gezeigtes behalten</translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation>Nichts verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation>Neu einlesen (F5)</translation>
    </message>
    <message>
        <source>Read {0}, {1}, {2}</source>
        <translation>Gelesen: {0}, {1}, {2}</translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>Probleme zeigen</translation>
    </message>
    <message>
        <source>What is shown is how it was before.</source>
        <translation>Gezeigt wird der frühere Stand.</translation>
    </message>
    <message>
        <source>What is shown was read before, and stays.</source>
        <translation>Was gezeigt wird, wurde vorher gelesen und bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>{0} files</source>
        <translation>
            <numerusform>{0} Datei</numerusform>
            <numerusform>{0} Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} has changed since it was read.</source>
        <translation>{0} hat sich geändert, seit es gelesen wurde.</translation>
    </message>
    <message>
        <source>{0} is no longer where it was.</source>
        <translation>{0} ist nicht mehr, wo es war.</translation>
    </message>
    <message numerus="yes">
        <source>{0} items</source>
        <translation>
            <numerusform>{0} Eintrag</numerusform>
            <numerusform>{0} Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} warnings</source>
        <translation>
            <numerusform>{0} Warnung</numerusform>
            <numerusform>{0} Warnungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>The mark of the outcome</source>
        <translation>Das Zeichen des Ergebnisses</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;About Archive Inspector</source>
        <translation>Ü&amp;ber Archive Inspector</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Filter items</source>
        <translation>Einträge &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;How to ask for your archive</source>
        <translation>&amp;So fordern Sie Ihr Archiv an</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Open archive…</source>
        <translation>&amp;Archiv öffnen …</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Recent archives</source>
        <translation>&amp;Zuletzt geöffnete Archive</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>C&amp;ircumstances…</source>
        <translation>&amp;Umstände …</translation>
    </message>
    <message>
        <source>No archive yet</source>
        <translation>Noch kein Archiv</translation>
    </message>
    <message>
        <source>Not kept; turn it on in Preferences…</source>
        <translation>Wird nicht gemerkt; einschalten in den Einstellungen …</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>&amp;Neu einlesen</translation>
    </message>
    <message>
        <source>Try the &amp;demo</source>
        <translation>&amp;Demo ausprobieren</translation>
    </message>
</context>
<context>
    <name>MonthsChart</name>
    <message>
        <source>Items by month, and for how many the use was open</source>
        <translation>Einträge nach Monat, und für wie viele die Verwendung offen war</translation>
    </message>
    <message numerus="yes">
        <source>{0} to {1} chosen; {2} items at the end, {3} of them open</source>
        <translation>
            <numerusform>{0} bis {1} gewählt; {2} Eintrag am Ende, davon {3} offen</numerusform>
            <numerusform>{0} bis {1} gewählt; {2} Einträge am Ende, davon {3} offen</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} to {1}; the table beside it has the numbers</source>
        <translation>{0} bis {1}; die Tabelle daneben hat die Zahlen</translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} items, {2} open</source>
        <translation>
            <numerusform>{0}: {1} Eintrag, {2} offen</numerusform>
            <numerusform>{0}: {1} Einträge, {2} offen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NothingMatches</name>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Leave out one condition:</source>
        <translation>Eine Bedingung weglassen:</translation>
    </message>
    <message>
        <source>No items match.</source>
        <translation>Keine Einträge passen dazu.</translation>
    </message>
    <message numerus="yes">
        <source>Without {0}: {1} items</source>
        <translation>
            <numerusform>Ohne {0}: {1} Eintrag</numerusform>
            <numerusform>Ohne {0}: {1} Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Your conditions keep all items away together, not one of them alone.</source>
        <translation>Ihre Bedingungen schließen nur zusammen alle Einträge aus, keine für sich allein.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>The program met a fault of its own ({0}).</source>
        <translation>Im Programm ist ein Fehler aufgetreten ({0}).</translation>
    </message>
    <message>
        <source>What you opened is unharmed. Please try again, and report the fault if it comes back.</source>
        <translation>Was Sie geöffnet haben, ist unversehrt. Bitte versuchen Sie es noch einmal, und melden Sie den Fehler, wenn er wiederkommt.</translation>
    </message>
</context>
<context>
    <name>OpeningBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>Öffnet {0}</translation>
    </message>
    <message>
        <source>Progress of opening</source>
        <translation>Fortschritt des Öffnens</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>Liest {0}</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Its colour, hatch and mark in the chart</source>
        <translation>Seine Farbe, Schraffur und sein Zeichen im Diagramm</translation>
    </message>
    <message>
        <source>No items: see what the files hold</source>
        <translation>Keine Einträge: sehen, was die Dateien enthalten</translation>
    </message>
    <message>
        <source>Problems: {0}, {1}.</source>
        <translation>Probleme: {0}, {1}.</translation>
    </message>
    <message>
        <source>Still reading: the numbers grow as files arrive.</source>
        <translation>Es wird noch gelesen: Die Zahlen wachsen mit jeder Datei.</translation>
    </message>
    <message>
        <source>could have been used</source>
        <translation>verwendet</translation>
    </message>
    <message numerus="yes">
        <source>{0} items rest on rules about which sources disagree.</source>
        <translation>
            <numerusform>{0} Eintrag beruht auf Regeln, über die sich Quellen widersprechen.</numerusform>
            <numerusform>{0} Einträge beruhen auf Regeln, über die sich Quellen widersprechen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} notes</source>
        <translation>
            <numerusform>{0} Hinweis</numerusform>
            <numerusform>{0} Hinweise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} warnings</source>
        <translation>
            <numerusform>{0} Warnung</numerusform>
            <numerusform>{0} Warnungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>&amp;Items</source>
        <translation>&amp;Einträge</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>&amp;Quellen</translation>
    </message>
    <message>
        <source>Chec&amp;klist</source>
        <translation>&amp;Checkliste</translation>
    </message>
    <message>
        <source>Co&amp;verage</source>
        <translation>&amp;Abdeckung</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Time&amp;line</source>
        <translation>&amp;Zeitachse</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>&amp;Language</source>
        <translation>Sp&amp;rache</translation>
    </message>
    <message>
        <source>&amp;Private mode</source>
        <translation>&amp;Privatmodus</translation>
    </message>
    <message>
        <source>&amp;Size of text</source>
        <translation>&amp;Schriftgröße</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Forget everything…</source>
        <translation>Alles vergessen …</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Nothing is kept until the next start.</source>
        <translation>Bis zum nächsten Start wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>Nothing new is kept, neither recent archives nor how the window stood.</source>
        <translation>Nichts Neues wird gespeichert, weder zuletzt geöffnete Archive noch der Zustand des Fensters.</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Remember &amp;recent archives</source>
        <translation>Zu&amp;letzt geöffnete Archive merken</translation>
    </message>
    <message>
        <source>Removed. Nothing is kept until the next start.</source>
        <translation>Entfernt. Bis zum nächsten Start wird nichts gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>Removed. {0} files could not be removed.</source>
        <translation>
            <numerusform>Entfernt. {0} Datei konnte nicht entfernt werden.</numerusform>
            <numerusform>Entfernt. {0} Dateien konnten nicht entfernt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings and saved filters are kept in one folder of yours. Archives never are.</source>
        <translation>Einstellungen und gespeicherte Filter liegen in einem Ordner von Ihnen. Archive werden nie gespeichert.</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Their names and places, up to ten. Turning it off empties the list.</source>
        <translation>Namen und Orte, bis zu zehn. Ausschalten leert die Liste.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>This removes settings, saved filters and recent archives from this computer. It cannot be undone.</source>
        <translation>Das entfernt Einstellungen, gespeicherte Filter und zuletzt geöffnete Archive von diesem Computer. Es lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>What is kept on this computer</source>
        <translation>Was auf diesem Computer gespeichert wird</translation>
    </message>
    <message>
        <source>Yes, remove it</source>
        <translation>Ja, entfernen</translation>
    </message>
</context>
<context>
    <name>ReadingSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>{0} (no longer there)</source>
        <translation>{0} (nicht mehr da)</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>&amp;Copy row</source>
        <translation>Zeile &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Sortieren nach</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Reihenfolge der Liste</translation>
    </message>
    <message>
        <source>Sorted by {0}</source>
        <translation>Sortiert nach {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0} of {1} rows</source>
        <translation>
            <numerusform>{0} von {1} Zeile</numerusform>
            <numerusform>{0} von {1} Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saying</name>
    <message>
        <source>Texts of rules and sources are quoted in English.</source>
        <translation>Regeltexte und Quellen werden auf Englisch zitiert.</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>1. On LinkedIn, open Me &gt; Settings &amp; Privacy &gt; Data privacy &gt; Get a copy of your data.</source>
        <translation>1. Öffnen Sie auf LinkedIn, hier mit den englischen Namen: Me &gt; Settings &amp; Privacy &gt; Data privacy &gt; Get a copy of your data.</translation>
    </message>
    <message>
        <source>2. Choose the larger data archive, not single files, and request it. You may be asked to sign in.</source>
        <translation>2. Wählen Sie das größere Datenarchiv, nicht einzelne Dateien, und fordern Sie es an. Vielleicht müssen Sie sich anmelden.</translation>
    </message>
    <message>
        <source>3. LinkedIn writes by e-mail. A first part often comes within minutes; it lacks posts, comments and reactions. The complete download follows, usually within a day. Wait for it.</source>
        <translation>3. LinkedIn schreibt eine E-Mail. Ein erster Teil kommt oft innerhalb von Minuten; ihm fehlen Beiträge, Kommentare und Reaktionen. Das vollständige Archiv folgt, meist innerhalb eines Tages. Warten Sie darauf.</translation>
    </message>
    <message>
        <source>4. Download the .zip from the link in the e-mail. The link holds for some days only.</source>
        <translation>4. Laden Sie die .zip-Datei über den Link in der E-Mail herunter. Der Link gilt nur einige Tage.</translation>
    </message>
    <message>
        <source>5. Drop the .zip here as it is, or unpack it and drop the folder. Parts can be dropped together.</source>
        <translation>5. Ziehen Sie die .zip-Datei hierher, wie sie ist, oder entpacken Sie sie und ziehen Sie den Ordner hierher. Teile können Sie zusammen herziehen.</translation>
    </message>
    <message>
        <source>About Archive Inspector</source>
        <translation>Über Archive Inspector</translation>
    </message>
    <message>
        <source>Archive Inspector: Apache-2.0</source>
        <translation>Archive Inspector: Apache-2.0</translation>
    </message>
    <message>
        <source>Ask LinkedIn for the larger archive: it is the only one that holds everything.</source>
        <translation>Fordern Sie bei LinkedIn das größere Archiv an: Nur dieses enthält alles.</translation>
    </message>
    <message>
        <source>Between the list of pages, the circumstances and the page</source>
        <translation>Zwischen der Liste der Seiten, den Umständen und der Seite</translation>
    </message>
    <message>
        <source>Close a sheet</source>
        <translation>Ein Blatt schließen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>From one part to the next, and back</source>
        <translation>Von einem Teil zum nächsten und zurück</translation>
    </message>
    <message>
        <source>From the filter into the table</source>
        <translation>Vom Filter in die Tabelle</translation>
    </message>
    <message>
        <source>How to ask for your archive</source>
        <translation>So fordern Sie Ihr Archiv an</translation>
    </message>
    <message>
        <source>In a table: copy the row</source>
        <translation>In einer Tabelle: die Zeile kopieren</translation>
    </message>
    <message>
        <source>In the items: copy rules and sources</source>
        <translation>In den Einträgen: Regeln und Quellen kopieren</translation>
    </message>
    <message>
        <source>It says for every item of a LinkedIn download what it may be used for, under which dated rule. It never claims that something was used, and it is no legal advice.</source>
        <translation>Es sagt für jeden Eintrag eines LinkedIn-Archivs, wofür er verwendet werden darf und nach welcher datierten Regel. Es behauptet nie, dass etwas verwendet wurde, und ist keine Rechtsberatung.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Last proved on {0}, by tracing every call for a connection: there was none.</source>
        <translation>Zuletzt nachgewiesen am {0}, indem jeder Aufruf einer Verbindung verfolgt wurde: Es gab keinen.</translation>
    </message>
    <message>
        <source>Licence: Apache-2.0. It stands on:</source>
        <translation>Lizenz: Apache-2.0. Es beruht auf:</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation>Lizenzen …</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Umschalt+Tab</translation>
    </message>
    <message>
        <source>The archive is never altered. Nothing leaves this computer: the program opens no connection, and there is no account, update check or statistics. Nothing is lost silently.</source>
        <translation>Das Archiv wird nie verändert. Nichts verlässt diesen Computer: Das Programm öffnet keine Verbindung, und es gibt weder Konto noch Updateprüfung noch Statistik. Nichts geht stillschweigend verloren.</translation>
    </message>
    <message>
        <source>The names of pages and buttons change from time to time; the way has stayed much the same.</source>
        <translation>Die Namen von Seiten und Schaltflächen ändern sich gelegentlich; der Weg ist im Wesentlichen gleich geblieben.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>nicht genannt</translation>
    </message>
</context>
<context>
    <name>SourcesPage</name>
    <message>
        <source>Conflicts</source>
        <translation>Widersprüche</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Entries of the pack</source>
        <translation>Einträge des Regelwerks</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Filter entries</source>
        <translation>Einträge filtern</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>It lies over another pack: {0}.</source>
        <translation>Es liegt über einem anderen Regelwerk: {0}.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>Art des Eintrags</translation>
    </message>
    <message>
        <source>No entry has all of these words.</source>
        <translation>Kein Eintrag enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>Open in browser…</source>
        <translation>Im Browser öffnen …</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>LinkedIn-Einstellungen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>The entry in full</source>
        <translation>Der Eintrag im Ganzen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What no rule can tell</source>
        <translation>Was keine Regel sagen kann</translation>
    </message>
    <message>
        <source>What two articles claim</source>
        <translation>Was zwei Artikel behaupten</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>{0}, edition {1}, last checked on {2}. {3} rules, {4} sources, {5} conflicts.</source>
        <translation>{0}, Ausgabe {1}, zuletzt geprüft am {2}. Regeln: {3}, Quellen: {4}, Widersprüche: {5}.</translation>
    </message>
</context>
<context>
    <name>TimelinePage</name>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Drag over the months, or use the arrow keys with Shift, to choose the items dated in them.</source>
        <translation>Ziehen Sie über die Monate, oder nehmen Sie die Pfeiltasten mit Umschalt, um die Einträge dieser Monate zu wählen.</translation>
    </message>
    <message>
        <source>Filled: items for which it was open. Hatched: the other items there were. § a rule began; S a setting, R the region, 18 the age changed.</source>
        <translation>Gefüllt: Einträge, für die sie offen war. Schraffiert: die übrigen Einträge. § Eine Regel begann; S eine Einstellung, R die Region, 18 das Alter änderte sich.</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Items by month</source>
        <translation>Einträge nach Monat</translation>
    </message>
    <message>
        <source>Items there were</source>
        <translation>Einträge bis dahin</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Open at its end</source>
        <translation>An seinem Ende offen</translation>
    </message>
    <message>
        <source>Show these items</source>
        <translation>Diese Einträge zeigen</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich änderte</translation>
    </message>
    <message>
        <source>What changed, and when</source>
        <translation>Was sich wann änderte</translation>
    </message>
    <message>
        <source>a rule began</source>
        <translation>eine Regel begann</translation>
    </message>
    <message>
        <source>a setting</source>
        <translation>eine Einstellung</translation>
    </message>
    <message>
        <source>the age</source>
        <translation>das Alter</translation>
    </message>
    <message>
        <source>the region</source>
        <translation>die Region</translation>
    </message>
    <message numerus="yes">
        <source>{0} to {1}. At its end there were {2} items, {3} of them open.</source>
        <translation>
            <numerusform>{0} bis {1}. Am Ende gab es {2} Eintrag, davon {3} offen.</numerusform>
            <numerusform>{0} bis {1}. Am Ende gab es {2} Einträge, davon {3} offen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: there were {1} items, {2} of them open at its end.</source>
        <translation>
            <numerusform>{0}: Es gab {1} Eintrag, davon {2} am Monatsende offen.</numerusform>
            <numerusform>{0}: Es gab {1} Einträge, davon {2} am Monatsende offen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ToDo</name>
    <message>
        <source>Ask for the complete download: this is the basic one; kinds of file missing from it: {0}.</source>
        <translation>Fordern Sie das vollständige Archiv an: Das hier ist das kleine; darin fehlende Arten von Dateien: {0}.</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>Circumstances</source>
        <translation>Umstände</translation>
    </message>
    <message numerus="yes">
        <source>Close “{0}”: that would stop {1} items from being used, from that day on.</source>
        <translation>
            <numerusform>Sperren Sie mit „{0}“: {1} Eintrag könnte von diesem Tag an nicht mehr verwendet werden.</numerusform>
            <numerusform>Sperren Sie mit „{0}“: {1} Einträge könnten von diesem Tag an nicht mehr verwendet werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>How to ask</source>
        <translation>So geht es</translation>
    </message>
    <message>
        <source>Look at the files that the catalog does not know ({0}): no use is stated for them.</source>
        <translation>Sehen Sie die Dateien an, die der Katalog nicht kennt ({0}): Für sie ist keine Verwendung geklärt.</translation>
    </message>
    <message>
        <source>Look at what could not be read as it stands (warnings: {0}).</source>
        <translation>Sehen Sie an, was nicht gelesen werden konnte, wie es ist (Warnungen: {0}).</translation>
    </message>
    <message numerus="yes">
        <source>Look how “{0}” stands, and note it: closing it would stop {1} items from being used.</source>
        <translation>
            <numerusform>Sehen Sie nach, wie „{0}“ steht, und halten Sie es fest: Damit lässt sich {1} Eintrag sperren.</numerusform>
            <numerusform>Sehen Sie nach, wie „{0}“ steht, und halten Sie es fest: Damit lassen sich {1} Einträge sperren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing: no open setting would change these numbers.</source>
        <translation>Nichts: Keine offene Einstellung würde diese Zahlen ändern.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Say where you live: the answers differ by region, and yours is only assumed.</source>
        <translation>Geben Sie an, wo Sie leben: Die Antworten hängen von der Region ab, und Ihre ist nur angenommen.</translation>
    </message>
    <message>
        <source>Say your age: what was posted under 18 is treated in another way.</source>
        <translation>Geben Sie Ihr Alter an: Was Sie unter 18 gepostet haben, wird anders behandelt.</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>Was Sie tun können</translation>
    </message>
</context>
<context>
    <name>UseSelector</name>
    <message>
        <source>More uses</source>
        <translation>Weitere</translation>
    </message>
</context>
<context>
    <name>Visiting</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Only web addresses are. You can copy it and look at it.</source>
        <translation>Nur Webadressen werden geöffnet. Sie können sie kopieren und ansehen.</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Open this address in your browser?</source>
        <translation>Diese Adresse im Browser öffnen?</translation>
    </message>
    <message>
        <source>This address is not opened from here.</source>
        <translation>Diese Adresse wird von hier aus nicht geöffnet.</translation>
    </message>
    <message>
        <source>Your browser will connect to {0}. This program itself connects to nothing.</source>
        <translation>Ihr Browser verbindet sich mit {0}. Dieses Programm selbst verbindet sich mit nichts.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>&amp;Open archive…</source>
        <translation>Archi&amp;v öffnen …</translation>
    </message>
    <message>
        <source>&amp;Try the demo</source>
        <translation>D&amp;emo ausprobieren</translation>
    </message>
    <message>
        <source>Drop your archive here: the .zip that LinkedIn sent, or the unpacked folder.</source>
        <translation>Ziehen Sie Ihr Archiv hierher: die .zip-Datei von LinkedIn oder den entpackten Ordner.</translation>
    </message>
    <message>
        <source>How to &amp;ask for your archive</source>
        <translation>So &amp;fordern Sie Ihr Archiv an</translation>
    </message>
    <message>
        <source>No archive yet? LinkedIn sends it when you ask; that takes about a day.</source>
        <translation>Noch kein Archiv? LinkedIn schickt es auf Anfrage; das dauert etwa einen Tag.</translation>
    </message>
    <message>
        <source>Nothing is lost silently: what could not be read is named.</source>
        <translation>Nichts geht stillschweigend verloren: Was nicht gelesen werden konnte, wird genannt.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Open fol&amp;der…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>Recent:</source>
        <translation>Zuletzt:</translation>
    </message>
    <message>
        <source>The archive is only read, never altered.</source>
        <translation>Das Archiv wird nur gelesen, nie verändert.</translation>
    </message>
    <message>
        <source>What in your LinkedIn data could be used to train AI?</source>
        <translation>Was in Ihren LinkedIn-Daten könnte zum KI-Training verwendet werden?</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Choose an item to see why.</source>
        <translation>Wählen Sie einen Eintrag, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Beleg kopieren</translation>
    </message>
    <message>
        <source>Full text</source>
        <translation>Vollständiger Text</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>WhyText</name>
    <message>
        <source>(no name)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Eine andere</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation>Durch {0}</translation>
    </message>
    <message>
        <source>Data category</source>
        <translation>Datenkategorie</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>Strittig</translation>
    </message>
    <message>
        <source>Earlier, {0}</source>
        <translation>Früher, {0}</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Followed here</source>
        <translation>Hier befolgt</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>One reading</source>
        <translation>Eine Lesart</translation>
    </message>
    <message>
        <source>Open: {0}, by {1}</source>
        <translation>Offen: {0}, durch {1}</translation>
    </message>
    <message>
        <source>Other uses</source>
        <translation>Andere Verwendungen</translation>
    </message>
    <message>
        <source>Region: {0}. As of {1}.</source>
        <translation>Region: {0}. Stichtag {1}.</translation>
    </message>
    <message>
        <source>Rules: {0}, edition {1}, checked {2}.</source>
        <translation>Regelwerk: {0}, Ausgabe {1}, geprüft am {2}.</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>The item</source>
        <translation>Der Eintrag</translation>
    </message>
    <message>
        <source>The whole row</source>
        <translation>Die ganze Zeile</translation>
    </message>
    <message>
        <source>Under the other reading</source>
        <translation>Nach der anderen Lesart</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>Was es ändern würde</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>in a chat with AI</source>
        <translation>in einem Gespräch mit KI</translation>
    </message>
    <message>
        <source>no known end</source>
        <translation>kein bekanntes Ende</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>not known to the catalog</source>
        <translation>dem Katalog nicht bekannt</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>sonst</translation>
    </message>
    <message>
        <source>sources {0}</source>
        <translation>Quellen {0}</translation>
    </message>
    <message>
        <source>sponsored</source>
        <translation>gesponsert</translation>
    </message>
    <message>
        <source>the author&apos;s {0}</source>
        <translation>{0} (der verfassenden Person)</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>von Anfang an</translation>
    </message>
    <message>
        <source>to one person</source>
        <translation>an eine Person</translation>
    </message>
    <message>
        <source>to several people</source>
        <translation>an mehrere Personen</translation>
    </message>
    <message>
        <source>to whom is unknown; read as one to several people, which leaves more open</source>
        <translation>an wen, ist unbekannt; gelesen als an mehrere Personen, was mehr offen lässt</translation>
    </message>
    <message>
        <source>unknown; it counts from the day of registration, or else from the beginning</source>
        <translation>unbekannt; zählt ab dem Tag der Registrierung oder sonst von Anfang an</translation>
    </message>
    <message>
        <source>{0} (does not change this): {1}</source>
        <translation>{0} (ändert hieran nichts): {1}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message numerus="yes">
        <source>… {0} more bytes</source>
        <translation>
            <numerusform>… noch {0} Byte</numerusform>
            <numerusform>… noch {0} Bytes</numerusform>
        </translation>
    </message>
</context>
</TS>
