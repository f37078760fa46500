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
    <name>AnswersPage</name>
    <message>
        <source>Who waits for an answer</source>
        <translation>Wer auf eine Antwort wartet</translation>
    </message>
    <message>
        <source>Who: a name or a handle</source>
        <translation>Wer: ein Name oder ein Konto</translation>
    </message>
    <message>
        <source>Link to what they wrote</source>
        <translation>Link zu dem, was geschrieben wurde</translation>
    </message>
    <message>
        <source>Link, if there is one</source>
        <translation>Link, falls es einen gibt</translation>
    </message>
    <message>
        <source>What they wrote</source>
        <translation>Was geschrieben wurde</translation>
    </message>
    <message>
        <source>What they wrote, in a few words</source>
        <translation>Was geschrieben wurde, in wenigen Worten</translation>
    </message>
    <message>
        <source>Put on the list</source>
        <translation>Auf die Liste setzen</translation>
    </message>
    <message>
        <source>Somebody waits for an answer</source>
        <translation>Jemand wartet auf eine Antwort</translation>
    </message>
    <message>
        <source>Still to answer: {count} of {all}</source>
        <translation>Noch zu beantworten: {count} von {all}</translation>
    </message>
    <message>
        <source>Nobody is on the list yet.</source>
        <translation>Noch steht niemand auf der Liste.</translation>
    </message>
</context>
<context>
    <name>Approval</name>
    <message>
        <source>Copy the request</source>
        <translation>Anfrage kopieren</translation>
    </message>
    <message>
        <source>Save the request…</source>
        <translation>Anfrage speichern …</translation>
    </message>
    <message>
        <source>The code they give you</source>
        <translation>Der Code, den Sie bekommen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>A colleague approves this wording</source>
        <translation>Jemand aus dem Team gibt diesen Wortlaut frei</translation>
    </message>
    <message>
        <source>Send them the request. They read it, and give you a code. Another wording needs another code.</source>
        <translation>Schicken Sie die Anfrage. Dort wird sie gelesen, und Sie bekommen einen Code. Ein anderer Wortlaut braucht einen anderen Code.</translation>
    </message>
    <message>
        <source>Write the statement first; then there is a request to send.</source>
        <translation>Schreiben Sie zuerst die Stellungnahme; dann gibt es eine Anfrage zu verschicken.</translation>
    </message>
    <message>
        <source>✓ Approved by {who}</source>
        <translation>✓ Freigegeben von {who}</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Choose another place.</source>
        <translation>{path} lässt sich nicht schreiben: {reason}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
</context>
<context>
    <name>AssessPage</name>
    <message>
        <source>How bad is it?</source>
        <translation>Wie schlimm ist es?</translation>
    </message>
    <message>
        <source>Few will care, and it is over tomorrow.</source>
        <translation>Wenige kümmert es, und morgen ist es vorbei.</translation>
    </message>
    <message>
        <source>People are hurt or annoyed; the brand must say something.</source>
        <translation>Menschen sind verletzt oder verärgert; die Marke muss sich äußern.</translation>
    </message>
    <message>
        <source>Somebody is in danger, or the news will tell of it.</source>
        <translation>Jemand ist in Gefahr, oder die Nachrichten werden berichten.</translation>
    </message>
    <message>
        <source>In a sentence: what happened?</source>
        <translation>In einem Satz: Was ist geschehen?</translation>
    </message>
    <message>
        <source>Only what you know</source>
        <translation>Nur, was Sie wissen</translation>
    </message>
    <message>
        <source>Note this assessment</source>
        <translation>Einschätzung festhalten</translation>
    </message>
    <message>
        <source>Not noted yet.</source>
        <translation>Noch nicht festgehalten.</translation>
    </message>
    <message>
        <source>Say whom it hits and how bad it is; then note it.</source>
        <translation>Sagen Sie, wen es trifft und wie schlimm es ist; dann halten Sie es fest.</translation>
    </message>
    <message>
        <source>Whom does it hit?</source>
        <translation>Wen trifft es?</translation>
    </message>
    <message>
        <source>Who must know?</source>
        <translation>Wer muss es wissen?</translation>
    </message>
    <message>
        <source>Those who fit come first, with the number for this hour. Call; then say so.</source>
        <translation>Wer passt, steht zuerst, mit der Nummer für diese Uhrzeit. Rufen Sie an; dann sagen Sie es hier.</translation>
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
    <name>ByHandRow</name>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>What you did there, or why it stays off</source>
        <translation>Was Sie dort getan haben, oder warum es aus bleibt</translation>
    </message>
    <message>
        <source>It runs again</source>
        <translation>Es läuft wieder</translation>
    </message>
    <message>
        <source>It stays off</source>
        <translation>Es bleibt aus</translation>
    </message>
    <message>
        <source>Paused by hand: {how}
Look at what waits there before you switch it on.</source>
        <translation>Von Hand angehalten: {how}
Sehen Sie nach, was dort wartet, bevor Sie es einschalten.</translation>
    </message>
    <message>
        <source>Paused by hand: {how}</source>
        <translation>Von Hand angehalten: {how}</translation>
    </message>
    <message>
        <source>Open {tool}</source>
        <translation>{tool} öffnen</translation>
    </message>
    <message>
        <source>What becomes of {tool}</source>
        <translation>Was aus {tool} wird</translation>
    </message>
    <message>
        <source>{tool} runs again</source>
        <translation>{tool} läuft wieder</translation>
    </message>
    <message>
        <source>{tool} stays off</source>
        <translation>{tool} bleibt aus</translation>
    </message>
    <message>
        <source>✓ It runs again, as somebody here said.</source>
        <translation>✓ Es läuft wieder, so wurde es hier gesagt.</translation>
    </message>
    <message>
        <source>– It stays off, as somebody here said.</source>
        <translation>– Es bleibt aus, so wurde es hier gesagt.</translation>
    </message>
    <message>
        <source>It was decided.</source>
        <translation>Darüber ist entschieden.</translation>
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
    <name>CarefulButton</name>
    <message>
        <source>It was only just here. Press once more.</source>
        <translation>Das stand eben erst hier. Drücken Sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>{time}: nothing was read, so nothing is known</source>
        <translation>{time}: nichts gelesen, also nichts bekannt</translation>
    </message>
    <message>
        <source>{time}: {count} mentions, {usual} are usual</source>
        <translation>{time}: {count} Erwähnungen, üblich sind {usual}</translation>
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
    <name>DeletionPage</name>
    <message>
        <source>It is deleted, and we say that we deleted it</source>
        <translation>Er wird gelöscht, und wir sagen, dass wir das getan haben</translation>
    </message>
    <message>
        <source>It stays, and we answer beneath it</source>
        <translation>Er bleibt, und wir antworten darunter</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Why? The record keeps it.</source>
        <translation>Warum? Die Akte behält es.</translation>
    </message>
    <message>
        <source>Note the decision</source>
        <translation>Entscheidung festhalten</translation>
    </message>
    <message>
        <source>Delete it where it stands</source>
        <translation>Löschen, wo er steht</translation>
    </message>
    <message>
        <source>Open the post</source>
        <translation>Beitrag öffnen</translation>
    </message>
    <message>
        <source>Looked from a private window: it says not found</source>
        <translation>Im privaten Fenster nachgesehen: nicht gefunden</translation>
    </message>
    <message>
        <source>How do you know that it is gone?</source>
        <translation>Woher wissen Sie, dass er weg ist?</translation>
    </message>
    <message>
        <source>It is gone</source>
        <translation>Er ist weg</translation>
    </message>
    <message>
        <source>Hatcheck deletes nothing. Take a screenshot first: the record keeps what was posted.</source>
        <translation>Hatcheck löscht nichts. Machen Sie zuerst ein Bildschirmfoto: Die Akte behält, was gepostet wurde.</translation>
    </message>
    <message>
        <source>What deleting does, and what it does not</source>
        <translation>Was Löschen bewirkt, und was nicht</translation>
    </message>
    <message>
        <source>What is decided?</source>
        <translation>Was ist entschieden?</translation>
    </message>
    <message>
        <source>Decided: it is deleted. {reason}</source>
        <translation>Entschieden: Er wird gelöscht. {reason}</translation>
    </message>
    <message>
        <source>Decided: it stays. {reason}</source>
        <translation>Entschieden: Er bleibt. {reason}</translation>
    </message>
    <message>
        <source>✓ It is gone: {how}</source>
        <translation>✓ Er ist weg: {how}</translation>
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
    <name>EvidencePane</name>
    <message>
        <source>What it shows</source>
        <translation>Was es zeigt</translation>
    </message>
    <message>
        <source>What it shows, in a few words</source>
        <translation>Was es zeigt, in wenigen Worten</translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation>Datei hinzufügen …</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>Drop screenshots anywhere on this window. Each is copied and hashed; the original stays.</source>
        <translation>Ziehen Sie Bildschirmfotos irgendwo auf dieses Fenster. Jedes wird kopiert und mit Prüfsumme abgelegt; das Original bleibt.</translation>
    </message>
    <message>
        <source>There is no picture and no file on the clipboard.</source>
        <translation>In der Zwischenablage liegt weder ein Bild noch eine Datei.</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Kept: {name}</source>
        <translation>Abgelegt: {name}</translation>
    </message>
    <message>
        <source>Add files to the record</source>
        <translation>Dateien zur Akte legen</translation>
    </message>
</context>
<context>
    <name>EvidenceRow</name>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>The file&apos;s hash</source>
        <translation>Die Prüfsumme der Datei</translation>
    </message>
    <message>
        <source>Show the folder of {name}</source>
        <translation>Den Ordner von {name} zeigen</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Give it to others</source>
        <translation>An andere geben</translation>
    </message>
    <message>
        <source>Name people outside, and what they wrote</source>
        <translation>Außenstehende nennen, und was sie geschrieben haben</translation>
    </message>
    <message>
        <source>Save as {form}</source>
        <translation>Als {form} speichern</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Choose another place.</source>
        <translation>{path} lässt sich nicht schreiben: {reason}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
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
    <name>FreezeDialog</name>
    <message>
        <source>Freeze {brand}</source>
        <translation>{brand} sperren</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>A slip got out</source>
        <translation>Ein falscher Beitrag ist draußen</translation>
    </message>
    <message>
        <source>Freeze now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>At once nothing leaves in this brand&apos;s name from here, and every tool that posts for it is paused and looked at again. An incident is opened. Nothing is deleted.</source>
        <translation>Sofort verlässt nichts mehr im Namen dieser Marke diesen Rechner, und jedes Werkzeug, das für sie postet, wird angehalten und noch einmal angesehen. Ein Vorfall wird eröffnet. Gelöscht wird nichts.</translation>
    </message>
    <message>
        <source>The reason stands in the record; it can stay as it is.</source>
        <translation>Der Grund steht in der Akte; er kann so bleiben.</translation>
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
    <message>
        <source>Freeze now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>opened {time}</source>
        <translation>eröffnet {time}</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>GESPERRT</translation>
    </message>
    <message>
        <source>Closed {time}</source>
        <translation>Geschlossen {time}</translation>
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
    <name>Hits</name>
    <message>
        <source>Somebody else whom it hits</source>
        <translation>Wen es noch trifft</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Noch jemand</translation>
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
    <name>Incident</name>
    <message>
        <source>Low</source>
        <translation>Gering</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Paused and read back</source>
        <translation>Angehalten und nachgelesen</translation>
    </message>
    <message>
        <source>Nothing to pause</source>
        <translation>Nichts anzuhalten</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht geprüft</translation>
    </message>
</context>
<context>
    <name>IncidentWindow</name>
    <message>
        <source>Incident – Hatcheck</source>
        <translation>Vorfall – Hatcheck</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>{title} – Hatcheck</source>
        <translation>{title} – Hatcheck</translation>
    </message>
</context>
<context>
    <name>IncidentsWindow</name>
    <message>
        <source>Incidents – Hatcheck</source>
        <translation>Vorfälle – Hatcheck</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>There was none yet. May it stay so.</source>
        <translation>Es gab noch keinen. Möge es so bleiben.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>closed {time}</source>
        <translation>geschlossen {time}</translation>
    </message>
    <message>
        <source>opened {time}</source>
        <translation>eröffnet {time}</translation>
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
        <source>Open an incident from this entry</source>
        <translation>Vorfall aus diesem Eintrag eröffnen</translation>
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
    <message>
        <source>What is known</source>
        <translation>Was bekannt ist</translation>
    </message>
    <message>
        <source>Open the post</source>
        <translation>Beitrag öffnen</translation>
    </message>
    <message>
        <source>Nothing yet. Claim nothing before you know it.</source>
        <translation>Noch nichts. Behaupten Sie nichts, bevor Sie es wissen.</translation>
    </message>
    <message>
        <source>The post</source>
        <translation>Der Beitrag</translation>
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
    <name>LineRow</name>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Switched it off at 23:31, and saw that it is off</source>
        <translation>Um 23:31 abgeschaltet und gesehen, dass es aus ist</translation>
    </message>
    <message>
        <source>What did you do, and where did you see that it is off?</source>
        <translation>Was haben Sie getan, und wo haben Sie gesehen, dass es aus ist?</translation>
    </message>
    <message>
        <source>I did it myself…</source>
        <translation>Ich habe es selbst getan …</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>Do this: {what}</source>
        <translation>Tun Sie das: {what}</translation>
    </message>
    <message>
        <source>Paused by hand, and not read back: {how}</source>
        <translation>Von Hand angehalten und nicht nachgelesen: {how}</translation>
    </message>
    <message>
        <source>Open {tool}</source>
        <translation>{tool} öffnen</translation>
    </message>
    <message>
        <source>I paused {tool} myself</source>
        <translation>Ich habe {tool} selbst angehalten</translation>
    </message>
    <message>
        <source>Paused, and read back</source>
        <translation>Angehalten und nachgelesen</translation>
    </message>
    <message>
        <source>Asked: nothing would go out</source>
        <translation>Gefragt: Nichts ginge hinaus</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Not paused: that failed</source>
        <translation>Nicht angehalten: fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not verified: nobody could look</source>
        <translation>Nicht geprüft: Niemand konnte nachsehen</translation>
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
    <name>MentionRow</name>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>To the list</source>
        <translation>Auf die Liste</translation>
    </message>
    <message>
        <source>Open what {who} wrote</source>
        <translation>Öffnen, was {who} geschrieben hat</translation>
    </message>
    <message>
        <source>Put {who} on the list of those who are answered</source>
        <translation>{who} auf die Liste derer setzen, die eine Antwort bekommen</translation>
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
        <source>More incidents</source>
        <translation>Weitere Vorfälle</translation>
    </message>
    <message>
        <source>Freeze {name}…</source>
        <translation>{name} sperren …</translation>
    </message>
    <message>
        <source>Freeze…</source>
        <translation>Sperren …</translation>
    </message>
    <message>
        <source>Incidents…</source>
        <translation>Vorfälle …</translation>
    </message>
    <message>
        <source>Incident: {title} · {step}</source>
        <translation>Vorfall: {title} · {step}</translation>
    </message>
    <message>
        <source>Incident: {title}</source>
        <translation>Vorfall: {title}</translation>
    </message>
    <message>
        <source>{name} is frozen</source>
        <translation>{name} ist gesperrt</translation>
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
    <name>NewIncident</name>
    <message>
        <source>Where it stands</source>
        <translation>Wo er steht</translation>
    </message>
    <message>
        <source>What was posted</source>
        <translation>Was gepostet wurde</translation>
    </message>
    <message>
        <source>Its words, if you have them</source>
        <translation>Sein Wortlaut, falls Sie ihn haben</translation>
    </message>
    <message>
        <source>What to call it</source>
        <translation>Wie er heißen soll</translation>
    </message>
    <message>
        <source>A few words, for the list</source>
        <translation>Wenige Worte, für die Liste</translation>
    </message>
    <message>
        <source>Open an incident</source>
        <translation>Vorfall eröffnen</translation>
    </message>
    <message>
        <source>A post got out</source>
        <translation>Ein Beitrag ist draußen</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Wessen</translation>
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
    <name>Owner</name>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Change who takes care of this step</source>
        <translation>Ändern, wer sich um diesen Schritt kümmert</translation>
    </message>
    <message>
        <source>Who takes care of this step</source>
        <translation>Wer sich um diesen Schritt kümmert</translation>
    </message>
    <message>
        <source>A name</source>
        <translation>Ein Name</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>Bis wann</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>{who} takes care of it, until {time}.</source>
        <translation>{who} kümmert sich darum, bis {time}.</translation>
    </message>
    <message>
        <source>{who} takes care of it.</source>
        <translation>{who} kümmert sich darum.</translation>
    </message>
    <message>
        <source>Nobody takes care of it yet.</source>
        <translation>Noch kümmert sich niemand darum.</translation>
    </message>
    <message>
        <source>no time</source>
        <translation>ohne Frist</translation>
    </message>
    <message>
        <source>in {minutes} min ({time})</source>
        <translation>in {minutes} min ({time})</translation>
    </message>
    <message>
        <source>tomorrow at {time}</source>
        <translation>morgen um {time}</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>A reason, in a few words</source>
        <translation>Ein Grund, in wenigen Worten</translation>
    </message>
    <message>
        <source>Skip…</source>
        <translation>Überspringen …</translation>
    </message>
    <message>
        <source>Why is this step skipped?</source>
        <translation>Warum wird dieser Schritt übersprungen?</translation>
    </message>
    <message>
        <source>Skip it</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Why is it taken up again? The steps after it wait.</source>
        <translation>Warum wird er wieder aufgenommen? Die Schritte danach warten.</translation>
    </message>
    <message>
        <source>Take up again…</source>
        <translation>Wieder aufnehmen …</translation>
    </message>
    <message>
        <source>Take up again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>First comes “{step}”. What you do here already is kept.</source>
        <translation>Zuerst kommt „{step}“. Was Sie hier schon tun, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Done {time}</source>
        <translation>Erledigt {time}</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Übersprungen: {reason}</translation>
    </message>
    <message>
        <source>Late, was due {time}</source>
        <translation>Überfällig seit {time}</translation>
    </message>
    <message>
        <source>To do now</source>
        <translation>Jetzt dran</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
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
        <translation>Für jemanden speichern …</translation>
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
    <name>PausePage</name>
    <message>
        <source>Freeze now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Freeze the brand now</source>
        <translation>Die Marke jetzt sperren</translation>
    </message>
    <message>
        <source>Tools that are paused and read back, or have nothing to send</source>
        <translation>Werkzeuge, die angehalten und nachgelesen sind oder nichts zu senden haben</translation>
    </message>
    <message>
        <source>No tool is known that posts for this brand by itself.</source>
        <translation>Kein Werkzeug ist bekannt, das von selbst für diese Marke postet.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Pauses every tool once more and reads it back; nothing is done twice.</source>
        <translation>Hält jedes Werkzeug noch einmal an und liest nach; nichts geschieht doppelt.</translation>
    </message>
    <message>
        <source>Tools that post by themselves</source>
        <translation>Werkzeuge, die von selbst posten</translation>
    </message>
    <message>
        <source>Posts can still leave as {brand}.</source>
        <translation>Noch kann als {brand} gepostet werden.</translation>
    </message>
    <message>
        <source>✓ Frozen: from this desk nothing leaves as {brand}.</source>
        <translation>✓ Gesperrt: Von diesem Rechner geht nichts als {brand} hinaus.</translation>
    </message>
    <message>
        <source>Paused and read back, or with nothing to send: {count} of {all}</source>
        <translation>Angehalten und nachgelesen, oder ohne etwas zu senden: {count} von {all}</translation>
    </message>
    <message>
        <source>A slip got out</source>
        <translation>Ein falscher Beitrag ist draußen</translation>
    </message>
</context>
<context>
    <name>PersonRow</name>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Your answer, in words meant for this person; or why there is none</source>
        <translation>Ihre Antwort, in Worten für diesen Menschen; oder warum es keine gibt</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Keine Antwort nötig</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Open what {who} wrote</source>
        <translation>Öffnen, was {who} geschrieben hat</translation>
    </message>
    <message>
        <source>Your answer to {who}</source>
        <translation>Ihre Antwort an {who}</translation>
    </message>
    <message>
        <source>{who} was answered</source>
        <translation>{who} hat eine Antwort</translation>
    </message>
    <message>
        <source>{who} needs no answer</source>
        <translation>{who} braucht keine Antwort</translation>
    </message>
    <message>
        <source>Change what became of {who}</source>
        <translation>Ändern, was aus {who} wurde</translation>
    </message>
    <message>
        <source>✓ Answered: {how}</source>
        <translation>✓ Beantwortet: {how}</translation>
    </message>
    <message>
        <source>– No answer: {how}</source>
        <translation>– Keine Antwort: {how}</translation>
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
    <name>ProposalRow</name>
    <message>
        <source>Add this rule</source>
        <translation>Diese Regel aufnehmen</translation>
    </message>
    <message>
        <source>Not this one</source>
        <translation>Diese nicht</translation>
    </message>
    <message>
        <source>What would stand in the workspace</source>
        <translation>Was im Arbeitsbereich stünde</translation>
    </message>
    <message>
        <source>Add this rule: {text}</source>
        <translation>Diese Regel aufnehmen: {text}</translation>
    </message>
    <message>
        <source>Not this rule: {text}</source>
        <translation>Diese Regel nicht: {text}</translation>
    </message>
    <message>
        <source>✓ Added to the workspace.</source>
        <translation>✓ In den Arbeitsbereich aufgenommen.</translation>
    </message>
    <message>
        <source>– Not added.</source>
        <translation>– Nicht aufgenommen.</translation>
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
    <name>ResumePage</name>
    <message>
        <source>Unfreeze</source>
        <translation>Sperre aufheben</translation>
    </message>
    <message>
        <source>To decide: {count} of {all}. Read each again: what fitted yesterday may hurt today.</source>
        <translation>Zu entscheiden: {count} von {all}. Lesen Sie jeden noch einmal: Was gestern passte, kann heute verletzen.</translation>
    </message>
    <message>
        <source>No tool holds anything back for this brand.</source>
        <translation>Kein Werkzeug hält etwas für diese Marke zurück.</translation>
    </message>
    <message>
        <source>After this, posts can leave as {brand} again. Nothing goes out by that alone: you put back what waits.</source>
        <translation>Danach kann wieder als {brand} gepostet werden. Allein dadurch geht nichts hinaus: Was wartet, planen Sie selbst wieder ein.</translation>
    </message>
    <message>
        <source>✓ Not frozen: posts can leave as {brand}.</source>
        <translation>✓ Nicht gesperrt: Als {brand} kann gepostet werden.</translation>
    </message>
    <message>
        <source>Unfreeze {brand}</source>
        <translation>Sperre von {brand} aufheben</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Why would no rule have caught it?</source>
        <translation>Warum hätte keine Regel es gehalten?</translation>
    </message>
    <message>
        <source>None would have caught it…</source>
        <translation>Keine hätte es gehalten …</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>What will be done differently, and by whom</source>
        <translation>Was anders gemacht wird, und von wem</translation>
    </message>
    <message>
        <source>What was learnt?</source>
        <translation>Was wurde gelernt?</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Aufschreiben</translation>
    </message>
    <message>
        <source>Which rule would have caught it?</source>
        <translation>Welche Regel hätte es gehalten?</translation>
    </message>
    <message>
        <source>How it could happen, not who did it.</source>
        <translation>Wie es geschehen konnte, nicht, wer es war.</translation>
    </message>
    <message>
        <source>Close the incident</source>
        <translation>Den Vorfall schließen</translation>
    </message>
    <message>
        <source>All steps are over. The record stays, and can be taken up again.</source>
        <translation>Alle Schritte sind vorbei. Die Akte bleibt und lässt sich wieder aufnehmen.</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No rule would have caught it: {why}</source>
        <translation>Keine Regel hätte es gehalten: {why}</translation>
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
    <name>SettledBar</name>
    <message>
        <source>Settled: {settled}. Asked, for you to look at: {asked}. Still being asked: {left}.</source>
        <translation>Erledigt: {settled}. Gefragt und von Ihnen anzusehen: {asked}. Wird noch gefragt: {left}.</translation>
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
    <name>Side</name>
    <message>
        <source>What is known</source>
        <translation>Was bekannt ist</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>Was man sagt</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Evidence ({count})</source>
        <translation>Belege ({count})</translation>
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
    <name>StatementPage</name>
    <message>
        <source>What happened, that you are sorry, what you do about it. No excuse, and blame nobody.</source>
        <translation>Was geschehen ist, dass es Ihnen leid tut, was Sie tun. Keine Ausrede, und keine Schuld bei anderen.</translation>
    </message>
    <message>
        <source>The statement</source>
        <translation>Die Stellungnahme</translation>
    </message>
    <message>
        <source>Copy the statement</source>
        <translation>Stellungnahme kopieren</translation>
    </message>
    <message>
        <source>Publish it</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>Post it yourself, from the right account. While the brand is frozen, you are asked once more.</source>
        <translation>Posten Sie sie selbst, vom richtigen Konto. Solange die Marke gesperrt ist, werden Sie noch einmal gefragt.</translation>
    </message>
    <message>
        <source>Where does it stand?</source>
        <translation>Wo steht sie?</translation>
    </message>
    <message>
        <source>It is out</source>
        <translation>Sie ist draußen</translation>
    </message>
    <message>
        <source>✓ It is out: {url}</source>
        <translation>✓ Sie ist draußen: {url}</translation>
    </message>
    <message>
        <source>Looked at as soon as your hands rest.</source>
        <translation>Wird geprüft, sobald Ihre Hände ruhen.</translation>
    </message>
    <message>
        <source>Kept. What the checks noticed is underlined.</source>
        <translation>Gespeichert. Was den Prüfungen auffiel, ist unterstrichen.</translation>
    </message>
    <message>
        <source>Kept. The checks noticed nothing; read it aloud to somebody all the same.</source>
        <translation>Gespeichert. Den Prüfungen fiel nichts auf; lesen Sie sie trotzdem jemandem vor.</translation>
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
    <name>StepButton</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>to do now</source>
        <translation>jetzt dran</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>done {time}</source>
        <translation>erledigt {time}</translation>
    </message>
    <message>
        <source>skipped {time}</source>
        <translation>übersprungen {time}</translation>
    </message>
    <message>
        <source>late, was due {time}</source>
        <translation>überfällig seit {time}</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>StrayRow</name>
    <message>
        <source>Open an incident</source>
        <translation>Vorfall eröffnen</translation>
    </message>
    <message>
        <source>Open the post</source>
        <translation>Beitrag öffnen</translation>
    </message>
    <message>
        <source>That was us</source>
        <translation>Das waren wir</translation>
    </message>
    <message>
        <source>with {program}</source>
        <translation>mit {program}</translation>
    </message>
    <message>
        <source>program not known</source>
        <translation>Programm nicht bekannt</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>That was us, always by {program}</source>
        <translation>Das waren wir, immer bei {program}</translation>
    </message>
    <message>
        <source>From now on nothing that {program} posts for {brand} is told here.</source>
        <translation>Von nun an wird hier nicht mehr gemeldet, was {program} für {brand} veröffentlicht.</translation>
    </message>
    <message>
        <source>Open an incident: {post}</source>
        <translation>Vorfall eröffnen: {post}</translation>
    </message>
    <message>
        <source>Open the post: {post}</source>
        <translation>Beitrag öffnen: {post}</translation>
    </message>
    <message>
        <source>That was us: {post}</source>
        <translation>Das waren wir: {post}</translation>
    </message>
</context>
<context>
    <name>Strays</name>
    <message>
        <source>Your brands posted this in public, and it did not leave from here.</source>
        <translation>Das steht öffentlich bei Ihren Marken und ging nicht von hier hinaus.</translation>
    </message>
    <message>
        <source>Not from this desk: {count}</source>
        <translation>Nicht von diesem Rechner: {count}</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>Und {count} weitere.</translation>
    </message>
</context>
<context>
    <name>TalkPane</name>
    <message>
        <source>Bars above the dashed line are more than usual. Hatched: nobody looked.</source>
        <translation>Balken über der gestrichelten Linie sind mehr als üblich. Schraffiert: Niemand hat nachgesehen.</translation>
    </message>
</context>
<context>
    <name>TeamRow</name>
    <message>
        <source>How were they told?</source>
        <translation>Wie haben sie es erfahren?</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Sie wissen es</translation>
    </message>
    <message>
        <source>By phone, they call back</source>
        <translation>Am Telefon, Rückruf folgt</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>empfohlen</translation>
    </message>
    <message>
        <source>✓ Told: {how}</source>
        <translation>✓ Weiß Bescheid: {how}</translation>
    </message>
    <message>
        <source>How {team} was told</source>
        <translation>Wie {team} es erfahren hat</translation>
    </message>
    <message>
        <source>Note that {team} was told</source>
        <translation>Festhalten, dass {team} es weiß</translation>
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
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>A note for the record</source>
        <translation>Eine Notiz für die Akte</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>What you know</source>
        <translation>Was Sie wissen</translation>
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
    <name>WaitingRow</name>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>When it goes out</source>
        <translation>Wann er hinausgeht</translation>
    </message>
    <message>
        <source>Put back at this time</source>
        <translation>Zu dieser Zeit einplanen</translation>
    </message>
    <message>
        <source>Why is it left out?</source>
        <translation>Warum fällt er weg?</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Weglassen …</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>It does not fit any more</source>
        <translation>Er passt nicht mehr</translation>
    </message>
    <message>
        <source>was to go out {time}</source>
        <translation>sollte hinausgehen: {time}</translation>
    </message>
    <message>
        <source>Look at “{title}”</source>
        <translation>„{title}“ ansehen</translation>
    </message>
    <message>
        <source>When “{title}” goes out</source>
        <translation>Wann „{title}“ hinausgeht</translation>
    </message>
    <message>
        <source>Put “{title}” back at this time</source>
        <translation>„{title}“ zu dieser Zeit einplanen</translation>
    </message>
    <message>
        <source>Leave out “{title}”</source>
        <translation>„{title}“ weglassen</translation>
    </message>
    <message>
        <source>Whether it is paused was not read back: look there first.</source>
        <translation>Ob es angehalten ist, wurde nicht nachgelesen: Sehen Sie erst dort nach.</translation>
    </message>
    <message>
        <source>Its time has passed: it goes out only at a new one.</source>
        <translation>Seine Zeit ist vorbei: Er geht nur zu einer neuen hinaus.</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>Wieder einschalten</translation>
    </message>
    <message>
        <source>Put back: {time}</source>
        <translation>Wieder einplanen: {time}</translation>
    </message>
    <message>
        <source>Put back as it was</source>
        <translation>Wieder einplanen, wie es war</translation>
    </message>
    <message>
        <source>✓ Put back, {who}</source>
        <translation>✓ Wieder eingeplant, {who}</translation>
    </message>
    <message>
        <source>– Left out, {who}</source>
        <translation>– Weggelassen, {who}</translation>
    </message>
    <message>
        <source>It went out all the same.</source>
        <translation>Es ging trotzdem hinaus.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Es ist nicht mehr da.</translation>
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
    <name>When</name>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <translation>d. MMM yyyy, HH:mm</translation>
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
        <source>Incident: {title}, {step}</source>
        <translation>Vorfall: {title}, {step}</translation>
    </message>
    <message>
        <source>Incident: {title}</source>
        <translation>Vorfall: {title}</translation>
    </message>
    <message>
        <source>Posts that did not leave from here: {count}</source>
        <translation>Beiträge, die nicht von hier kamen: {count}</translation>
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
