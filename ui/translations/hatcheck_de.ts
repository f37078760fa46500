<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AccountField</name>
    <message>
        <source>x:@name, or the address of its page</source>
        <translation>x:@name oder die Adresse der Seite</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Remove this account</source>
        <translation>Dieses Konto entfernen</translation>
    </message>
    <message>
        <source>Taken as {account}</source>
        <translation>Verstanden als {account}</translation>
    </message>
</context>
<context>
    <name>AccountsField</name>
    <message>
        <source>This account is in the list already.</source>
        <translation>Dieses Konto steht schon in der Liste.</translation>
    </message>
    <message>
        <source>It belongs to {name} already. Remove it there first.</source>
        <translation>Es gehört schon zu {name}. Entfernen Sie es zuerst dort.</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>akzeptiert</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>Picture of the routes</source>
        <translation>Bild der Wege</translation>
    </message>
</context>
<context>
    <name>AuditWindow</name>
    <message>
        <source>Audit – Hatcheck</source>
        <translation>Prüfung – Hatcheck</translation>
    </message>
    <message>
        <source>Audit again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>{problem} What is shown is the report before.</source>
        <translation>{problem} Zu sehen ist der vorige Bericht.</translation>
    </message>
    <message>
        <source>Here you will see which account is mirrored into which.</source>
        <translation>Hier sehen Sie, welches Konto auf welches gespiegelt wird.</translation>
    </message>
    <message>
        <source>There is nothing to draw: no configuration could be read. Name the tools&apos; files in the workspace, or let Hatcheck look for them in the settings.</source>
        <translation>Es gibt nichts zu zeichnen: Keine Konfiguration ließ sich lesen. Nennen Sie die Dateien der Werkzeuge im Arbeitsbereich oder lassen Sie Hatcheck in den Einstellungen danach suchen.</translation>
    </message>
    <message>
        <source>There is nothing to draw: no route between two accounts stands in the files that were read: {n}.</source>
        <translation>Es gibt nichts zu zeichnen: In den gelesenen Dateien ({n}) steht kein Weg zwischen zwei Konten.</translation>
    </message>
    <message>
        <source>{nodes} accounts and {links} links are too many to see. Drawn are {drawn}, first those of what was found; choose a finding to see its own. The table of links has all of them.</source>
        <translation>{nodes} Konten und {links} Verbindungen sind zu viele für ein Bild. Gezeichnet sind {drawn}, zuerst die der Befunde; wählen Sie einen Befund, um seine zu sehen. Die Tabelle der Verbindungen enthält alle.</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Picture as {form}…</source>
        <translation>Bild als {form} …</translation>
    </message>
    <message>
        <source>Report as {form}…</source>
        <translation>Bericht als {form} …</translation>
    </message>
</context>
<context>
    <name>BrandCard</name>
    <message>
        <source>As people know it: American Red Cross</source>
        <translation>Wie man sie kennt: American Red Cross</translation>
    </message>
    <message>
        <source>Remove this brand</source>
        <translation>Diese Marke entfernen</translation>
    </message>
    <message>
        <source>A brand has no name yet.</source>
        <translation>Eine Marke hat noch keinen Namen.</translation>
    </message>
    <message>
        <source>An account of {name} is not understood yet.</source>
        <translation>Ein Konto von {name} ist noch nicht verständlich.</translation>
    </message>
    <message>
        <source>{name} has no account yet: without one, nothing of it can be guarded.</source>
        <translation>{name} hat noch kein Konto: Ohne Konto lässt sich nichts bewachen.</translation>
    </message>
    <message>
        <source>The colour of {name} is not understood.</source>
        <translation>Die Farbe von {name} ist nicht verständlich.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>By it you recognise the hat you wear.</source>
        <translation>Daran erkennen Sie, welche Identität aktiv ist.</translation>
    </message>
</context>
<context>
    <name>BrandsStep</name>
    <message>
        <source>Which brands do you post for?</source>
        <translation>Für welche Marken veröffentlichen Sie?</translation>
    </message>
    <message>
        <source>A company, a club, a customer: a post to one of its accounts is held unless you wear its hat.</source>
        <translation>Eine Firma, ein Verein, ein Kunde: Ein Beitrag an eines ihrer Konten wird angehalten, solange ihre Identität nicht aktiv ist.</translation>
    </message>
    <message>
        <source>&amp;Add another brand</source>
        <translation>Weitere Marke &amp;hinzufügen</translation>
    </message>
    <message>
        <source>another brand</source>
        <translation>eine andere Marke</translation>
    </message>
</context>
<context>
    <name>Buttons</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>It is not posted; change it first.</source>
        <translation>Es wird nicht veröffentlicht; ändern Sie es zuerst.</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t post</source>
        <translation>&amp;Nicht veröffentlichen</translation>
    </message>
    <message>
        <source>It is not posted.</source>
        <translation>Es wird nicht veröffentlicht.</translation>
    </message>
    <message>
        <source>It is posted. Press Space after a second of stillness.</source>
        <translation>Es wird veröffentlicht. Drücken Sie nach einer Sekunde Ruhe die Leertaste.</translation>
    </message>
    <message>
        <source>&amp;Post from my own account instead</source>
        <translation>Stattdessen vom &amp;eigenen Konto veröffentlichen</translation>
    </message>
    <message>
        <source>It is not posted here. The text is kept on the clipboard, and {account} is opened with it.</source>
        <translation>Es wird hier nicht veröffentlicht. Der Text liegt in der Zwischenablage, und {account} wird damit geöffnet.</translation>
    </message>
    <message>
        <source>{account} on {platform}</source>
        <translation>{account} auf {platform}</translation>
    </message>
</context>
<context>
    <name>CarePart</name>
    <message>
        <source>Before it speaks</source>
        <translation>Bevor sie spricht</translation>
    </message>
    <message>
        <source>Hashtag</source>
        <translation>Hashtag</translation>
    </message>
    <message>
        <source>Ask about every new hashtag</source>
        <translation>Bei jedem neuen Hashtag nachfragen</translation>
    </message>
    <message>
        <source>Name or word</source>
        <translation>Name oder Wort</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Item of the checklist</source>
        <translation>Punkt der Checkliste</translation>
    </message>
    <message>
        <source>Facts confirmed</source>
        <translation>Fakten bestätigt</translation>
    </message>
    <message>
        <source>A colleague looks after</source>
        <translation>Ein Kollege sieht nach bei</translation>
    </message>
    <message>
        <source>Everything, whether or not something was noticed</source>
        <translation>Alles, ob etwas aufgefallen ist oder nicht</translation>
    </message>
    <message>
        <source>own hashtags</source>
        <translation>eigene Hashtags</translation>
    </message>
    <message>
        <source>every new hashtag</source>
        <translation>jeder neue Hashtag</translation>
    </message>
    <message>
        <source>names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>own sites</source>
        <translation>eigene Websites</translation>
    </message>
    <message>
        <source>everyday topics</source>
        <translation>alltägliche Themen</translation>
    </message>
    <message>
        <source>a checklist</source>
        <translation>eine Checkliste</translation>
    </message>
    <message>
        <source>a colleague’s look</source>
        <translation>der Blick eines Kollegen</translation>
    </message>
    <message>
        <source>Chosen: {what}</source>
        <translation>Gewählt: {what}</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>Nichts ist gewählt.</translation>
    </message>
    <message>
        <source>Set: {what}</source>
        <translation>Festgelegt: {what}</translation>
    </message>
    <message>
        <source>Nothing of its own is set.</source>
        <translation>Nichts Eigenes ist festgelegt.</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>Beiträge</translation>
    </message>
    <message>
        <source>Scheduled posts</source>
        <translation>Geplante Beiträge</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reposts</source>
        <translation>Geteiltes</translation>
    </message>
    <message>
        <source>Live videos</source>
        <translation>Live-Videos</translation>
    </message>
    <message>
        <source>Changes of posts</source>
        <translation>Geänderte Beiträge</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Likes</source>
        <translation>Likes</translation>
    </message>
    <message>
        <source>Deletions</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>Without it, only one is asked about that joins what others speak of.</source>
        <translation>Sonst nur bei einem, der sich in die Unterhaltung anderer einmischt.</translation>
    </message>
    <message>
        <source>Hashtags of its own</source>
        <translation>Eigene Hashtags</translation>
    </message>
    <message>
        <source>They are never asked about.</source>
        <translation>Nach ihnen wird nie gefragt.</translation>
    </message>
    <message>
        <source>Names and words</source>
        <translation>Namen und Wörter</translation>
    </message>
    <message>
        <source>They are spelt as they are meant: products, people, places.</source>
        <translation>Sie sind so geschrieben, wie sie gemeint sind: Produkte, Menschen, Orte.</translation>
    </message>
    <message>
        <source>Sites of its own</source>
        <translation>Eigene Websites</translation>
    </message>
    <message>
        <source>A link that only looks like one of them is told.</source>
        <translation>Ein Link, der ihnen nur ähnelt, wird gemeldet.</translation>
    </message>
    <message>
        <source>Topics it speaks of every day</source>
        <translation>Themen, über die sie täglich spricht</translation>
    </message>
    <message>
        <source>They are not told as sensitive in its posts.</source>
        <translation>Sie werden in ihren Beiträgen nicht als heikel gemeldet.</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>For what no machine sees: each item is ticked before such a post leaves.</source>
        <translation>Für das, was keine Maschine sieht: Jeder Punkt wird abgehakt, bevor so ein Beitrag hinausgeht.</translation>
    </message>
    <message>
        <source>For these kinds</source>
        <translation>Für diese Arten</translation>
    </message>
    <message>
        <source>Such a post waits for a colleague’s code. In a terminal, “hatcheck colleague” says whose.</source>
        <translation>So ein Beitrag wartet auf den Code eines Kollegen. Im Terminal legt „hatcheck colleague“ fest, auf wessen.</translation>
    </message>
</context>
<context>
    <name>ChecksField</name>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Note, hold if grave</source>
        <translation>Hinweis, Ernstes anhalten</translation>
    </message>
    <message>
        <source>Your organisation has decided this.</source>
        <translation>Das hat Ihre Organisation entschieden.</translation>
    </message>
    <message>
        <source>Your file names this check, and there is none of this name. “Note” takes it out.</source>
        <translation>Ihre Datei nennt diese Prüfung, aber es gibt keine dieses Namens. „Hinweis“ nimmt sie heraus.</translation>
    </message>
    <message>
        <source>This is not looked at.</source>
        <translation>Darauf wird nicht geachtet.</translation>
    </message>
    <message>
        <source>A post with this is held, and you are asked.</source>
        <translation>Ein Beitrag damit wird angehalten, und Sie werden gefragt.</translation>
    </message>
    <message>
        <source>This is told; where it is grave, it holds the post by itself.</source>
        <translation>Das wird gemeldet; ist es ernst, hält es den Beitrag selbst an.</translation>
    </message>
    <message>
        <source>This is told, and holds no post by itself.</source>
        <translation>Das wird gemeldet und hält allein keinen Beitrag an.</translation>
    </message>
    <message>
        <source>Content checks</source>
        <translation>Inhaltliche Prüfungen</translation>
    </message>
    <message>
        <source>What is noticed</source>
        <translation>Was auffällt</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
</context>
<context>
    <name>Colleague</name>
    <message>
        <source>Their code, or their PIN</source>
        <translation>Der Code oder die PIN</translation>
    </message>
</context>
<context>
    <name>ColorField</name>
    <message>
        <source>Colour as #rrggbb</source>
        <translation>Farbe als #rrggbb</translation>
    </message>
    <message>
        <source>A colour is written as #c8102e.</source>
        <translation>Eine Farbe schreibt man wie #c8102e.</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>Zinnober</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>Himmelblau</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Wine red</source>
        <translation>Weinrot</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
</context>
<context>
    <name>CredentialsStep</name>
    <message>
        <source>Which account is this?</source>
        <translation>Welches Konto ist das?</translation>
    </message>
    <message>
        <source>Some tools keep an id and no name. You are asked once, and the answer is kept.</source>
        <translation>Manche Werkzeuge merken sich nur eine Kennung. Sie werden einmal gefragt, und die Antwort bleibt.</translation>
    </message>
    <message>
        <source>If you do not know it, leave it empty: a post that would reach it is held, and you are asked.</source>
        <translation>Wenn Sie es nicht wissen, lassen Sie es leer: Ein Beitrag, der dorthin käme, wird angehalten, und Sie werden gefragt.</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Skip</source>
        <translation>Übersprin&amp;gen</translation>
    </message>
    <message>
        <source>This account is not understood yet.</source>
        <translation>Dieses Konto ist noch nicht verständlich.</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} von {total}</translation>
    </message>
    <message>
        <source>Seen in {place}</source>
        <translation>Gesehen in {place}</translation>
    </message>
</context>
<context>
    <name>Demands</name>
    <message>
        <source>Before it leaves</source>
        <translation>Bevor es hinausgeht</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>What is known of it</source>
        <translation>Was darüber bekannt ist</translation>
    </message>
    <message>
        <source>The one link to cut</source>
        <translation>Die eine Verbindung, die zu trennen ist</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>Was gelesen wurde</translation>
    </message>
    <message>
        <source>Choose a finding or click a line in the picture to see its evidence and what to do.</source>
        <translation>Wählen Sie einen Befund oder klicken Sie im Bild auf eine Linie, um die Belege zu sehen und was zu tun ist.</translation>
    </message>
    <message>
        <source>Severity: {severity}. How sure: {confidence}.</source>
        <translation>Schweregrad: {severity}. Sicherheit: {confidence}.</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Akzeptiert</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>The way</source>
        <translation>Der Weg</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>What the findings say</source>
        <translation>Was die Befunde sagen</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>You are guarded</source>
        <translation>Sie sind geschützt</translation>
    </message>
    <message>
        <source>There is no brand yet, so there is little to hold. Add one in the settings.</source>
        <translation>Es gibt noch keine Marke, also wenig anzuhalten. Fügen Sie in den Einstellungen eine hinzu.</translation>
    </message>
    <message>
        <source>A command to try</source>
        <translation>Ein Befehl zum Ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>You are {name} now. Put on a brand’s hat at the tray icon before you post for it.</source>
        <translation>Sie sind jetzt {name}. Aktivieren Sie am Symbol im Infobereich die Identität einer Marke, bevor Sie für sie veröffentlichen.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Probieren Sie es aus</translation>
    </message>
    <message>
        <source>Type this in a terminal. It sends nothing, and tells why such a post would be held.</source>
        <translation>Geben Sie das in einem Terminal ein. Es sendet nichts und sagt, warum so ein Beitrag angehalten würde.</translation>
    </message>
</context>
<context>
    <name>File</name>
    <message>
        <source>Picture {name}</source>
        <translation>Bild {name}</translation>
    </message>
    <message>
        <source>from the folders of {name}</source>
        <translation>aus den Ordnern von {name}</translation>
    </message>
    <message>
        <source>it moves, and only its first picture is shown</source>
        <translation>bewegt; nur das erste Bild wird gezeigt</translation>
    </message>
    <message>
        <source>not a picture that can be shown here</source>
        <translation>kein Bild, das sich hier zeigen lässt</translation>
    </message>
    <message>
        <source>too big to be shown here</source>
        <translation>zu groß, um es hier zu zeigen</translation>
    </message>
    <message>
        <source>damaged: it cannot be shown</source>
        <translation>beschädigt: lässt sich nicht zeigen</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>a link or a device, not a file: it is not opened</source>
        <translation>eine Verknüpfung oder ein Gerät, keine Datei: wird nicht geöffnet</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Hatcheck</source>
        <translation>Willkommen bei Hatcheck</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Step {number} of {total}</source>
        <translation>Schritt {number} von {total}</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Wird geschrieben …</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>{count} others wait</source>
        <translation>{count} weitere warten</translation>
    </message>
    <message>
        <source>1 other waits</source>
        <translation>1 weiterer wartet</translation>
    </message>
</context>
<context>
    <name>FoundStep</name>
    <message>
        <source>What is here already?</source>
        <translation>Was ist schon da?</translation>
    </message>
    <message>
        <source>Hatcheck looks where tools keep their accounts. Nothing is changed, and nothing leaves here.</source>
        <translation>Hatcheck sieht nach, wo Werkzeuge ihre Konten ablegen. Nichts wird geändert, und nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Hatcheck is still looking. You can stop it and go on.</source>
        <translation>Hatcheck sucht noch. Sie können die Suche abbrechen und weitergehen.</translation>
    </message>
    <message>
        <source>Whose are these? A brand is guarded, so the guesses err to that side.</source>
        <translation>Wem gehören diese? Eine Marke wird bewacht; im Zweifel ist deshalb eine Marke vorgeschlagen.</translation>
    </message>
    <message>
        <source>No account was found here. That is fine: you say it yourself on the next page.</source>
        <translation>Hier wurde kein Konto gefunden. Das macht nichts: Sie nennen es auf der nächsten Seite selbst.</translation>
    </message>
    <message>
        <source>Whose is {account}?</source>
        <translation>Wem gehört {account}?</translation>
    </message>
    <message>
        <source>{name} (me)</source>
        <translation>{name} (ich)</translation>
    </message>
    <message>
        <source>None of mine</source>
        <translation>Keines von meinen</translation>
    </message>
</context>
<context>
    <name>GatesPage</name>
    <message>
        <source>The engine has not said yet how its gates are doing.</source>
        <translation>Der Wächter hat noch nicht gesagt, wie es um seine Kontrollpunkte steht.</translation>
    </message>
    <message>
        <source>Start &amp;Hatcheck with the desktop</source>
        <translation>&amp;Hatcheck mit dem Desktop starten</translation>
    </message>
    <message>
        <source>works</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>works with a limit</source>
        <translation>arbeitet eingeschränkt</translation>
    </message>
    <message>
        <source>is blind</source>
        <translation>sieht nichts</translation>
    </message>
    <message>
        <source>is not set up</source>
        <translation>ist nicht eingerichtet</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}: {state}</translation>
    </message>
    <message>
        <source>This could not be changed: {why}. Give yourself the right to write there, and try again.</source>
        <translation>Das ließ sich nicht ändern: {why}. Geben Sie sich dort Schreibrecht und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Each gate catches posts of one sort before they leave. A red one sees nothing.</source>
        <translation>Jeder Kontrollpunkt fängt Beiträge einer Art ab, bevor sie hinausgehen. Ein roter sieht nichts.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Same as the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Look &amp;up in the web where links lead</source>
        <translation>Im Web &amp;nachsehen, wohin Links führen</translation>
    </message>
    <message>
        <source>A drill once a &amp;month</source>
        <translation>Einmal im &amp;Monat eine Übung</translation>
    </message>
    <message>
        <source>Open the &amp;file</source>
        <translation>Datei ö&amp;ffnen</translation>
    </message>
    <message>
        <source>If nobody answers in this time, the post is not sent.</source>
        <translation>Antwortet in dieser Zeit niemand, wird der Beitrag nicht gesendet.</translation>
    </message>
    <message>
        <source>A brand’s hat is taken off when nobody has touched the desk for this long.</source>
        <translation>Die Identität einer Marke wird abgelegt, wenn so lange niemand am Platz war.</translation>
    </message>
    <message>
        <source>Windows that are open keep their language until Hatcheck is started again.</source>
        <translation>Offene Fenster behalten ihre Sprache, bis Hatcheck neu gestartet wird.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>Sp&amp;rache</translation>
    </message>
    <message>
        <source>A hold &amp;waits for</source>
        <translation>Auf eine Antwort &amp;warten</translation>
    </message>
    <message>
        <source>Take a brand’s hat off &amp;after</source>
        <translation>Identität einer Marke &amp;ablegen nach</translation>
    </message>
    <message>
        <source>What a link shows is fetched before you post it. Without this, nothing is fetched.</source>
        <translation>Was ein Link zeigt, wird abgerufen, bevor Sie ihn veröffentlichen. Ohne das wird nichts abgerufen.</translation>
    </message>
    <message>
        <source>A made-up slip, to see whether the pop-up is still read. It is never sent anywhere.</source>
        <translation>Ein erfundener Fehlgriff, um zu sehen, ob das Fenster noch gelesen wird. Er wird nie irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>What a careful colleague would see in a brand’s post, and what may come of it.</source>
        <translation>Was ein sorgfältiger Kollege im Beitrag einer Marke sähe, und was daraus folgen darf.</translation>
    </message>
    <message>
        <source>&amp;Content checks</source>
        <translation>&amp;Inhaltliche Prüfungen</translation>
    </message>
    <message>
        <source>Your workspace</source>
        <translation>Ihr Arbeitsbereich</translation>
    </message>
    <message>
        <source>All of this is kept in one text file, which you can edit by hand as well.</source>
        <translation>All das steht in einer Textdatei, die Sie auch von Hand bearbeiten können.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>the hat you wear</source>
        <translation>Ihre aktive Identität</translation>
    </message>
    <message>
        <source>{handle} on {platform}</source>
        <translation>{handle} auf {platform}</translation>
    </message>
    <message>
        <source>{account}, by a mirror</source>
        <translation>{account}, durch eine Spiegelung</translation>
    </message>
    <message>
        <source>nobody can tell which account</source>
        <translation>niemand weiß, welches Konto</translation>
    </message>
    <message>
        <source>It comes from {app}.</source>
        <translation>Es kommt aus {app}.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Es wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Nothing could be read, so nothing is known. That is not the same as clean.</source>
        <translation>Nichts ließ sich lesen, also ist nichts bekannt. Das heißt nicht, dass alles in Ordnung ist.</translation>
    </message>
    <message>
        <source>To decide now: {now}. To look at besides: {rest}.</source>
        <translation>Jetzt zu entscheiden: {now}. Außerdem anzusehen: {rest}.</translation>
    </message>
    <message>
        <source>Nothing is urgent. To look at: {rest}.</source>
        <translation>Nichts ist dringend. Anzusehen: {rest}.</translation>
    </message>
    <message>
        <source>Nothing was found in what could be read; not everything could be.</source>
        <translation>In dem, was sich lesen ließ, wurde nichts gefunden; nicht alles ließ sich lesen.</translation>
    </message>
    <message>
        <source>No account is mirrored into another identity&apos;s.</source>
        <translation>Kein Konto wird auf das einer anderen Identität gespiegelt.</translation>
    </message>
</context>
<context>
    <name>HoldWindow</name>
    <message>
        <source>Esc closes this window.</source>
        <translation>Esc schließt dieses Fenster.</translation>
    </message>
    <message>
        <source>Held: {headline}</source>
        <translation>Angehalten: {headline}</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Before it can leave, {count} things are to be done above. Esc means: don&apos;t post.</source>
        <translation>Bevor es hinausgehen kann, ist oben noch {count} Mal etwas zu tun. Esc heißt: nicht veröffentlichen.</translation>
    </message>
    <message>
        <source>Before it can leave, one thing is to be done above. Esc means: don&apos;t post.</source>
        <translation>Bevor es hinausgehen kann, ist oben noch eines zu tun. Esc heißt: nicht veröffentlichen.</translation>
    </message>
    <message>
        <source>Esc means: don&apos;t post.</source>
        <translation>Esc heißt: nicht veröffentlichen.</translation>
    </message>
    <message>
        <source>Read it first. The buttons wake after a second of stillness.</source>
        <translation>Bitte erst lesen. Nach einer Sekunde Ruhe sind die Knöpfe bereit.</translation>
    </message>
    <message>
        <source>The time is over.</source>
        <translation>Die Zeit ist abgelaufen.</translation>
    </message>
</context>
<context>
    <name>Holding</name>
    <message>
        <source>The engine is gone; without it nothing is posted.</source>
        <translation>Der Wächter ist beendet; ohne ihn wird nichts veröffentlicht.</translation>
    </message>
</context>
<context>
    <name>HoldsWindow</name>
    <message>
        <source>Today’s holds</source>
        <translation>Heute angehalten</translation>
    </message>
    <message>
        <source>Held: {held}. Released: {released}. Stopped: {stopped}.</source>
        <translation>Angehalten: {held}. Freigegeben: {released}. Gestoppt: {stopped}.</translation>
    </message>
    <message>
        <source>Waiting for your answer: {count}</source>
        <translation>Warten auf Ihre Antwort: {count}</translation>
    </message>
    <message>
        <source>Nothing was answered today.</source>
        <translation>Heute wurde nichts beantwortet.</translation>
    </message>
</context>
<context>
    <name>HoursField</name>
    <message>
        <source>No hours are set: it posts at any time.</source>
        <translation>Es sind keine Zeiten festgelegt: Beiträge sind jederzeit üblich.</translation>
    </message>
    <message>
        <source>Add hours</source>
        <translation>Zeiten hinzufügen</translation>
    </message>
</context>
<context>
    <name>HoursLine</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Remove these hours</source>
        <translation>Diese Zeiten entfernen</translation>
    </message>
</context>
<context>
    <name>IdentitiesPage</name>
    <message>
        <source>Identities</source>
        <translation>Identitäten</translation>
    </message>
    <message>
        <source>Add a &amp;brand</source>
        <translation>&amp;Marke hinzufügen</translation>
    </message>
    <message>
        <source>Add a &amp;person</source>
        <translation>&amp;Person hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Nobody is here yet. Add yourself as a person, and the brands you post for.</source>
        <translation>Hier ist noch niemand. Fügen Sie sich als Person hinzu und die Marken, für die Sie veröffentlichen.</translation>
    </message>
    <message>
        <source>An identity has no name.</source>
        <translation>Eine Identität hat keinen Namen.</translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation>(noch kein Name)</translation>
    </message>
</context>
<context>
    <name>IdentityBadge</name>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>brand</source>
        <translation>Marke</translation>
    </message>
</context>
<context>
    <name>IdentityForm</name>
    <message>
        <source>Your organisation has set this identity up. You can add to it, and not take away.</source>
        <translation>Ihre Organisation hat diese Identität eingerichtet. Sie können ergänzen, aber nichts entfernen.</translation>
    </message>
    <message>
        <source>A name is missing.</source>
        <translation>Es fehlt ein Name.</translation>
    </message>
    <message>
        <source>A brand: I post for it</source>
        <translation>Eine Marke: Ich veröffentliche für sie</translation>
    </message>
    <message>
        <source>A person: that is me, or somebody at this machine</source>
        <translation>Eine Person: ich selbst oder jemand an diesem Rechner</translation>
    </message>
    <message>
        <source>Until another hat is put on</source>
        <translation>Bis eine andere Identität aktiv wird</translation>
    </message>
    <message>
        <source>Browsers ask me</source>
        <translation>Browser fragen mich</translation>
    </message>
    <message>
        <source>Browsers stop its posts</source>
        <translation>Browser halten Beiträge an</translation>
    </message>
    <message>
        <source>Browsers let its posts pass</source>
        <translation>Browser lassen Beiträge durch</translation>
    </message>
    <message>
        <source>None yet. Pictures from its folders are known as its own.</source>
        <translation>Noch keine. Bilder aus diesen Ordnern gelten als eigene.</translation>
    </message>
    <message>
        <source>An identity has no name.</source>
        <translation>Eine Identität hat keinen Namen.</translation>
    </message>
    <message>
        <source>An account of {name} is not understood yet.</source>
        <translation>Ein Konto von {name} ist noch nicht verständlich.</translation>
    </message>
    <message>
        <source>The colour of {name} is not understood.</source>
        <translation>Die Farbe von {name} ist nicht verständlich.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Konten</translation>
    </message>
    <message>
        <source>&amp;Worn for</source>
        <translation>&amp;Aktiv für</translation>
    </message>
    <message>
        <source>While Hatcheck does n&amp;ot run</source>
        <translation>Wenn Hatcheck nicht &amp;läuft</translation>
    </message>
    <message>
        <source>&amp;Folders with its pictures</source>
        <translation>&amp;Ordner mit eigenen Bildern</translation>
    </message>
    <message>
        <source>Usual &amp;hours</source>
        <translation>Übliche &amp;Zeiten</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In Worten</translation>
    </message>
    <message>
        <source>%Y-%m-%d %H:%M:%S</source>
        <translation>%d.%m.%Y %H:%M:%S</translation>
    </message>
    <message>
        <source>Row {number}, {at}</source>
        <translation>Zeile {number}, {at}</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>nicht zugestellt</translation>
    </message>
    <message>
        <source>hat</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>not frozen now</source>
        <translation>nicht mehr gesperrt</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>end of pause</source>
        <translation>Ende der Pause</translation>
    </message>
    <message>
        <source>crossing route</source>
        <translation>Spiegelung</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>seal</source>
        <translation>Siegel</translation>
    </message>
</context>
<context>
    <name>JournalWindow</name>
    <message>
        <source>Journal – Hatcheck</source>
        <translation>Protokoll – Hatcheck</translation>
    </message>
    <message>
        <source>Search: account, program, rule, what was decided</source>
        <translation>Konto, Programm, Regel, Entscheidung</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Seit wann</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Choose another place.</source>
        <translation>{path} lässt sich nicht schreiben: {reason}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Saved what is shown (rows: {count}): {path}</source>
        <translation>Das Gezeigte ist gespeichert (Zeilen: {count}): {path}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>No row fits.</source>
        <translation>Keine Zeile passt.</translation>
    </message>
    <message>
        <source>The journal has no rows yet.</source>
        <translation>Das Protokoll hat noch keine Zeilen.</translation>
    </message>
    <message>
        <source>Rows: {count}; older ones come as you scroll.</source>
        <translation>Zeilen: {count}; ältere kommen beim Blättern.</translation>
    </message>
    <message>
        <source>Rows: {count}.</source>
        <translation>Zeilen: {count}.</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Released too late</source>
        <translation>Zu spät freigegeben</translation>
    </message>
    <message>
        <source>Hats put on and off</source>
        <translation>Wechsel der Identität</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>No longer frozen</source>
        <translation>Nicht mehr gesperrt</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>Ends of pauses</source>
        <translation>Enden von Pausen</translation>
    </message>
    <message>
        <source>Crossing routes</source>
        <translation>Neue Spiegelungen</translation>
    </message>
    <message>
        <source>Starts of the guard</source>
        <translation>Starts des Wächters</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>Siegel</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>In 7 days</source>
        <translation>In 7 Tagen</translation>
    </message>
    <message>
        <source>In 31 days</source>
        <translation>In 31 Tagen</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>In einem Jahr</translation>
    </message>
    <message>
        <source>Rows of the journal</source>
        <translation>Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>All of the chosen row</source>
        <translation>Alles zur gewählten Zeile</translation>
    </message>
    <message>
        <source>Rows as CSV…</source>
        <translation>Zeilen als CSV …</translation>
    </message>
    <message>
        <source>Rows as JSON…</source>
        <translation>Zeilen als JSON …</translation>
    </message>
</context>
<context>
    <name>Known</name>
    <message>
        <source>The known picture: {name}</source>
        <translation>Das bekannte Bild: {name}</translation>
    </message>
</context>
<context>
    <name>Large</name>
    <message>
        <source>I have looked at it elsewhere</source>
        <translation>Ich habe es anderswo angesehen</translation>
    </message>
    <message>
        <source>It cannot be shown here.</source>
        <translation>Es kann hier nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Picture {name}</source>
        <translation>Bild {name}</translation>
    </message>
    <message>
        <source>Esc or a click closes it.</source>
        <translation>Esc oder ein Klick schließt es.</translation>
    </message>
    <message>
        <source>{name} – Esc or a click closes it.</source>
        <translation>{name} – Esc oder ein Klick schließt es.</translation>
    </message>
    <message>
        <source>This file cannot be shown here. Open it where it came from, and look at it there.</source>
        <translation>Diese Datei kann hier nicht gezeigt werden. Öffnen Sie sie dort, woher sie kommt, und sehen Sie sie dort an.</translation>
    </message>
</context>
<context>
    <name>Link</name>
    <message>
        <source>Somebody else listens where the engine should; nothing was sent there.</source>
        <translation>Wo der Wächter antworten sollte, antwortet jemand anderes; dorthin wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The engine does not answer. End its process, and start Hatcheck again.</source>
        <translation>Der Wächter antwortet nicht. Beenden Sie seinen Prozess und starten Sie Hatcheck neu.</translation>
    </message>
    <message>
        <source>What the engine sends cannot be read ({error}). End its process, and start Hatcheck again.</source>
        <translation>Was der Wächter sendet, ist nicht lesbar ({error}). Beenden Sie seinen Prozess und starten Sie Hatcheck neu.</translation>
    </message>
    <message>
        <source>The engine cannot be reached; nothing was changed. Try again.</source>
        <translation>Der Wächter ist nicht erreichbar; es wurde nichts geändert. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The engine that runs is of another version ({version}). End it, and start Hatcheck again.</source>
        <translation>Der laufende Wächter hat eine andere Version ({version}). Beenden Sie ihn und starten Sie Hatcheck neu.</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Links between accounts</source>
        <translation>Verbindungen zwischen Konten</translation>
    </message>
    <message>
        <source>Search: account, tool, file</source>
        <translation>Konto, Werkzeug, Datei</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>Every severity</source>
        <translation>Jeder Schweregrad</translation>
    </message>
    <message>
        <source>Findings ({count})</source>
        <translation>Befunde ({count})</translation>
    </message>
    <message>
        <source>Links ({count})</source>
        <translation>Verbindungen ({count})</translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>Look at it large</source>
        <translation>Groß ansehen</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>To be done</source>
        <translation>Noch zu tun</translation>
    </message>
</context>
<context>
    <name>MeStep</name>
    <message>
        <source>Who are you?</source>
        <translation>Wer sind Sie?</translation>
    </message>
    <message>
        <source>Hatcheck holds a post before it leaves from the wrong account. It must know which are yours.</source>
        <translation>Hatcheck hält einen Beitrag an, bevor er vom falschen Konto hinausgeht. Dafür muss es wissen, welche Ihre sind.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your na&amp;me</source>
        <translation>Ihr &amp;Name</translation>
    </message>
    <message>
        <source>Your own &amp;accounts</source>
        <translation>Ihre eigenen &amp;Konten</translation>
    </message>
    <message>
        <source>Those on which you post as yourself, one in each line. You can also go on without.</source>
        <translation>Die Konten, auf denen Sie als Sie selbst veröffentlichen, je eines pro Zeile. Es geht auch ohne.</translation>
    </message>
    <message>
        <source>A name is missing: any name by which you know yourself.</source>
        <translation>Es fehlt ein Name: irgendeiner, an dem Sie sich erkennen.</translation>
    </message>
    <message>
        <source>An account is not understood yet.</source>
        <translation>Ein Konto ist noch nicht verständlich.</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>More brands</source>
        <translation>Weitere Marken</translation>
    </message>
    <message>
        <source>For longer or shorter</source>
        <translation>Länger oder kürzer</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>Weitere Personen</translation>
    </message>
    <message>
        <source>as nobody</source>
        <translation>als niemand</translation>
    </message>
    <message>
        <source>as {name}</source>
        <translation>als {name}</translation>
    </message>
    <message>
        <source>as {name} for {span}</source>
        <translation>als {name} für {span}</translation>
    </message>
    <message>
        <source>{entry} (frozen)</source>
        <translation>{entry} (gesperrt)</translation>
    </message>
    <message>
        <source>Guard again now</source>
        <translation>Pause jetzt beenden</translation>
    </message>
    <message>
        <source>Pause the guard</source>
        <translation>Wächter pausieren</translation>
    </message>
    <message>
        <source>Today’s holds: {count}</source>
        <translation>Heute angehalten: {count}</translation>
    </message>
    <message>
        <source>Audit…</source>
        <translation>Prüfung …</translation>
    </message>
    <message>
        <source>Journal…</source>
        <translation>Protokoll …</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
</context>
<context>
    <name>NotRead</name>
    <message>
        <source>Could not be read ({count}). What is in it is unknown, so it is not called clean:</source>
        <translation>Nicht lesbar ({count}). Was darin steht, ist unbekannt und gilt deshalb nicht als in Ordnung:</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Its places above stand out while the keyboard is here.</source>
        <translation>Solange die Tastatur hier ist, treten die Stellen oben hervor.</translation>
    </message>
</context>
<context>
    <name>Noticed</name>
    <message>
        <source>Show less</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show what is of less weight</source>
        <translation>Zeigen, was weniger wiegt</translation>
    </message>
    <message>
        <source>Show 1 more</source>
        <translation>1 weiteres zeigen</translation>
    </message>
    <message>
        <source>Show {count} more</source>
        <translation>{count} weitere zeigen</translation>
    </message>
</context>
<context>
    <name>Passage</name>
    <message>
        <source>{count} more characters are between</source>
        <translation>dazwischen stehen {count} weitere Zeichen</translation>
    </message>
</context>
<context>
    <name>Passing</name>
    <message>
        <source>Writes the post to a file that they can look at and approve.</source>
        <translation>Schreibt den Beitrag in eine Datei, die jemand aus Ihrem Team ansehen und freigeben kann.</translation>
    </message>
    <message>
        <source>Save for a colleague…</source>
        <translation>Für jemanden speichern…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Puts the same on the clipboard, to be sent as a message.</source>
        <translation>Legt dasselbe in die Zwischenablage, um es als Nachricht zu senden.</translation>
    </message>
    <message>
        <source>They need the post as it is here: their yes fits no other.</source>
        <translation>Nötig ist der Beitrag, wie er hier steht: Das Ja passt zu keinem anderen.</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>It could not be saved: {why}</source>
        <translation>Es konnte nicht gespeichert werden: {why}</translation>
    </message>
    <message>
        <source>Copied. Send it to your colleague, and type their code here.</source>
        <translation>Kopiert. Senden Sie es weiter, und tippen Sie den Code hier ein.</translation>
    </message>
    <message>
        <source>Save for a colleague</source>
        <translation>Für jemanden speichern</translation>
    </message>
</context>
<context>
    <name>PathsField</name>
    <message>
        <source>Add a folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add a file …</source>
        <translation>Datei hinzufügen …</translation>
    </message>
    <message>
        <source>This is not there now.</source>
        <translation>Das ist gerade nicht da.</translation>
    </message>
    <message>
        <source>Remove {path}</source>
        <translation>{path} entfernen</translation>
    </message>
    <message>
        <source>Which folder?</source>
        <translation>Welcher Ordner?</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Welche Datei?</translation>
    </message>
</context>
<context>
    <name>PauseDialog</name>
    <message>
        <source>Pause the guard</source>
        <translation>Wächter pausieren</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Planned posts for the launch</source>
        <translation>Geplante Beiträge zum Start</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Until the pause is over, posts go out without a question, from whichever account. What is frozen or forbidden stays denied. The reason is written into the journal.</source>
        <translation>Bis zum Ende der Pause gehen Beiträge ohne Rückfrage hinaus, von welchem Konto auch immer. Gesperrtes und Verbotenes bleibt abgelehnt. Der Grund steht dann im Protokoll.</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Dauer</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>Who is mirrored into whom</source>
        <translation>Wer auf wen gespiegelt wird</translation>
    </message>
    <message>
        <source>Drawn by Hatcheck</source>
        <translation>Gezeichnet von Hatcheck</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Choose another place.</source>
        <translation>{path} lässt sich nicht schreiben: {reason}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>brand</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>nobody has said which account this is</source>
        <translation>niemand hat gesagt, welches Konto das ist</translation>
    </message>
    <message>
        <source>What the picture&apos;s lines mean</source>
        <translation>Was die Linien des Bildes bedeuten</translation>
    </message>
    <message>
        <source>no identity&apos;s account</source>
        <translation>gehört zu keiner Identität</translation>
    </message>
    <message>
        <source>not named yet</source>
        <translation>noch nicht benannt</translation>
    </message>
    <message>
        <source>forbidden</source>
        <translation>verboten</translation>
    </message>
    <message>
        <source>forbidden, accepted</source>
        <translation>verboten, akzeptiert</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>on or off unknown</source>
        <translation>ein oder aus: unbekannt</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>the one link to cut</source>
        <translation>die eine Verbindung, die zu trennen ist</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Das ganze Bild zeigen</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>In a few words; it is kept in the journal</source>
        <translation>In wenigen Worten; es steht dann im Protokoll</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>In general</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Pair by pair</source>
        <translation>Paar für Paar</translation>
    </message>
    <message>
        <source>As in general</source>
        <translation>Wie allgemein</translation>
    </message>
    <message>
        <source>With a second identity, each pair can be decided by itself here.</source>
        <translation>Ab der zweiten Identität lässt sich hier jedes Paar einzeln entscheiden.</translation>
    </message>
    <message>
        <source>As a person</source>
        <translation>Als Person</translation>
    </message>
    <message>
        <source>As a brand</source>
        <translation>Als Marke</translation>
    </message>
    <message>
        <source>to a person</source>
        <translation>an eine Person</translation>
    </message>
    <message>
        <source>to a brand</source>
        <translation>an eine Marke</translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation>(noch kein Name)</translation>
    </message>
    <message>
        <source>Choose a cell to see what it means.</source>
        <translation>Wählen Sie eine Zelle, um zu sehen, was sie bedeutet.</translation>
    </message>
    <message>
        <source>As built in (Hold)</source>
        <translation>Voreinstellung (Anhalten)</translation>
    </message>
    <message>
        <source>While you are {worn}, a post to one of its own accounts leaves at once.</source>
        <translation>Solange Sie {worn} sind, geht ein Beitrag an ein eigenes Konto sofort hinaus.</translation>
    </message>
    <message>
        <source>While you are {worn}, a post that reaches {reached} leaves at once.</source>
        <translation>Solange Sie {worn} sind, geht ein Beitrag, der {reached} erreicht, sofort hinaus.</translation>
    </message>
    <message>
        <source>While you are {worn}, a post that reaches {reached} is held, and you are asked.</source>
        <translation>Solange Sie {worn} sind, wird ein Beitrag, der {reached} erreicht, angehalten, und Sie werden gefragt.</translation>
    </message>
    <message>
        <source>While you are {worn}, a post that reaches {reached} is stopped, and you are not asked.</source>
        <translation>Solange Sie {worn} sind, wird ein Beitrag, der {reached} erreicht, gestoppt, und Sie werden nicht gefragt.</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>a person’s account</source>
        <translation>das Konto einer Person</translation>
    </message>
    <message>
        <source>a brand</source>
        <translation>eine Marke</translation>
    </message>
    <message>
        <source>another brand’s account</source>
        <translation>das Konto einer anderen Marke</translation>
    </message>
    <message>
        <source>This cannot be changed here: nobody slips into their own account.</source>
        <translation>Das lässt sich hier nicht ändern: Ins eigene Konto verirrt sich niemand.</translation>
    </message>
    <message>
        <source>Your organisation has decided this.</source>
        <translation>Das hat Ihre Organisation entschieden.</translation>
    </message>
    <message>
        <source>You have decided this.</source>
        <translation>Das haben Sie entschieden.</translation>
    </message>
    <message>
        <source>It follows from a wider rule: {source} → {destination}.</source>
        <translation>Es folgt aus einer allgemeineren Regel: {source} → {destination}.</translation>
    </message>
    <message>
        <source>Nobody has decided this. What is not known is held.</source>
        <translation>Das hat niemand entschieden. Unbekanntes wird angehalten.</translation>
    </message>
    <message>
        <source>What happens when a post would reach an account of another identity than the one you are.</source>
        <translation>Was geschieht, wenn ein Beitrag ein Konto einer anderen als der aktiven Identität erreichen würde.</translation>
    </message>
    <message>
        <source>Rows: who you are. Columns: whose account is reached.</source>
        <translation>Zeilen: wer Sie sind. Spalten: wessen Konto erreicht wird.</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>&amp;Look for tools</source>
        <translation>Werkzeuge s&amp;uchen</translation>
    </message>
    <message>
        <source>S&amp;top looking</source>
        <translation>Suche abbre&amp;chen</translation>
    </message>
    <message>
        <source>How far the search is</source>
        <translation>Fortschritt der Suche</translation>
    </message>
    <message>
        <source>Looking where tools keep their configuration …</source>
        <translation>Es wird nachgesehen, wo Werkzeuge ihre Konfiguration ablegen …</translation>
    </message>
    <message>
        <source>Places found: {count}.</source>
        <translation>Gefundene Orte: {count}.</translation>
    </message>
    <message>
        <source>Could not be read: {count}.</source>
        <translation>Nicht lesbar: {count}.</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>What is held, and why</source>
        <translation>Was angehalten wird, und warum</translation>
    </message>
    <message>
        <source>{count} pictures or files go along</source>
        <translation>Dabei sind {count} Bilder oder Dateien</translation>
    </message>
    <message>
        <source>This goes along</source>
        <translation>Das ist dabei</translation>
    </message>
    <message>
        <source>Links in it lead to</source>
        <translation>Links darin führen zu</translation>
    </message>
    <message>
        <source>It goes to {count} accounts</source>
        <translation>Es geht an {count} Konten</translation>
    </message>
    <message>
        <source>It also arrives at {count} other places</source>
        <translation>Es kommt auch an {count} anderen Stellen an</translation>
    </message>
    <message>
        <source>It also arrives here</source>
        <translation>Es kommt auch hier an</translation>
    </message>
    <message>
        <source>Why it is held</source>
        <translation>Warum es angehalten wird</translation>
    </message>
    <message>
        <source>Noticed besides</source>
        <translation>Außerdem aufgefallen</translation>
    </message>
    <message>
        <source>Before it leaves</source>
        <translation>Bevor es hinausgeht</translation>
    </message>
    <message>
        <source>The text, as it will stand there</source>
        <translation>Der Text, wie er dort stehen wird</translation>
    </message>
    <message>
        <source>Without any text.</source>
        <translation>Kein Text.</translation>
    </message>
    <message>
        <source>Link to {host}</source>
        <translation>Link zu {host}</translation>
    </message>
    <message>
        <source>nobody has said whose</source>
        <translation>niemand hat gesagt, wem es gehört</translation>
    </message>
    <message>
        <source>{handle} on {platform} – {owner}</source>
        <translation>{handle} auf {platform} – {owner}</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Hatcheck settings</source>
        <translation>Hatcheck-Einstellungen</translation>
    </message>
    <message>
        <source>Identities</source>
        <translation>Identitäten</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Kontrollpunkte</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>Weiter &amp;bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Save and close</source>
        <translation>&amp;Speichern und schließen</translation>
    </message>
    <message>
        <source>&amp;Discard and close</source>
        <translation>&amp;Verwerfen und schließen</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>There are changes that are not saved.</source>
        <translation>Es gibt ungespeicherte Änderungen.</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>Noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>Serious</source>
        <translation>Schwerwiegend</translation>
    </message>
    <message>
        <source>Take care</source>
        <translation>Vorsicht</translation>
    </message>
    <message>
        <source>Minor</source>
        <translation>Gering</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>That was not done</source>
        <translation>Das wurde nicht ausgeführt</translation>
    </message>
</context>
<context>
    <name>SpanField</name>
    <message>
        <source>{count} d</source>
        <translation>{count} d</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} Std.</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
</context>
<context>
    <name>StatusWindow</name>
    <message>
        <source>There is no tray here. Hatcheck goes on guarding when you close this window; start it again to see it.</source>
        <translation>Hier gibt es keinen Infobereich für ein Symbol. Hatcheck wacht weiter, wenn Sie dieses Fenster schließen; starten Sie es noch einmal, um es zu sehen.</translation>
    </message>
    <message>
        <source>{entry}  (now)</source>
        <translation>{entry}  (jetzt)</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>{time} left, then it is not posted</source>
        <translation>Noch {time}, dann wird es nicht veröffentlicht</translation>
    </message>
</context>
<context>
    <name>ToolsPage</name>
    <message>
        <source>None yet. Let Hatcheck look for them, or add them by hand.</source>
        <translation>Noch keine. Lassen Sie Hatcheck danach suchen oder fügen Sie sie von Hand hinzu.</translation>
    </message>
    <message>
        <source>Every credential that was read has a name.</source>
        <translation>Alle gelesenen Zugangsdaten haben einen Namen.</translation>
    </message>
    <message>
        <source>An account that you gave for a credential is not understood yet.</source>
        <translation>Ein Konto, das Sie für Zugangsdaten genannt haben, ist noch nicht verständlich.</translation>
    </message>
    <message>
        <source>Which account is this? Left empty, posts that reach it are held.</source>
        <translation>Welches Konto ist das? Bleibt es leer, werden Beiträge dorthin angehalten.</translation>
    </message>
    <message>
        <source>Which account is {key}?</source>
        <translation>Welches Konto ist {key}?</translation>
    </message>
    <message>
        <source>Configurations that are read</source>
        <translation>Konfigurationen, die gelesen werden</translation>
    </message>
    <message>
        <source>Hatcheck reads these to know where a post is mirrored to. It never changes them.</source>
        <translation>Hatcheck liest sie, um zu wissen, wohin ein Beitrag gespiegelt wird. Es ändert sie nie.</translation>
    </message>
    <message>
        <source>Credentials without a name</source>
        <translation>Zugangsdaten ohne Namen</translation>
    </message>
    <message>
        <source>Some tools keep only an id. Say once which account it is; the answer is kept.</source>
        <translation>Manche Werkzeuge merken sich nur eine Kennung. Sagen Sie einmal, welches Konto das ist; die Antwort bleibt.</translation>
    </message>
</context>
<context>
    <name>Typed</name>
    <message>
        <source>Type {handle} to post</source>
        <translation>Zum Veröffentlichen {handle} eingeben</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>How far the audit is</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>Es geht los …</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
</context>
<context>
    <name>Week</name>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>Rule by rule</source>
        <translation>Regel für Regel</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Heeded</source>
        <translation>Befolgt</translation>
    </message>
    <message>
        <source>Overridden</source>
        <translation>Übergangen</translation>
    </message>
    <message>
        <source>{rule} – holds nothing any more</source>
        <translation>{rule} – hält nichts mehr an</translation>
    </message>
    <message>
        <source>{rule}: shown {shown}, heeded {heeded}, overridden {overridden}</source>
        <translation>{rule}: gezeigt {shown}, befolgt {heeded}, übergangen {overridden}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} Std.</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} Std. {minutes} min</translation>
    </message>
    <message>
        <source>Hatcheck is starting</source>
        <translation>Hatcheck startet</translation>
    </message>
    <message>
        <source>Hatcheck is not guarding</source>
        <translation>Hatcheck wacht nicht</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>{span} left</source>
        <translation>noch {span}</translation>
    </message>
    <message>
        <source>Paused for {span}: {reason}</source>
        <translation>Pause, noch {span}: {reason}</translation>
    </message>
    <message>
        <source>Waiting for your answer: {count}</source>
        <translation>Warten auf Ihre Antwort: {count}</translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation>Der Wächter startet</translation>
    </message>
    <message>
        <source>The engine does not run</source>
        <translation>Der Wächter läuft nicht</translation>
    </message>
    <message>
        <source>Everything that is set up works</source>
        <translation>Alles Eingerichtete arbeitet</translation>
    </message>
    <message>
        <source>Works with limits</source>
        <translation>Arbeitet eingeschränkt</translation>
    </message>
    <message>
        <source>Part of the guard is blind</source>
        <translation>Ein Teil des Wächters sieht nichts</translation>
    </message>
    <message>
        <source>works</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>eingeschränkt</translation>
    </message>
    <message>
        <source>blind</source>
        <translation>sieht nichts</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>nicht eingerichtet</translation>
    </message>
    <message>
        <source>{name}: {state}. {text}</source>
        <translation>{name}: {state}. {text}</translation>
    </message>
    <message>
        <source>{who}, {rest}</source>
        <translation>{who}, {rest}</translation>
    </message>
</context>
<context>
    <name>WordsField</name>
    <message>
        <source>Remove {word}</source>
        <translation>{word} entfernen</translation>
    </message>
</context>
</TS>
