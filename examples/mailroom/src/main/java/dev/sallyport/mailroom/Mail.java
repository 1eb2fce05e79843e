package dev.sallyport.mailroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An inbox and an outbox, each a folder of text files: headers ({@code From}, {@code To}, {@code Subject}), an empty line, the body.
 *
 * <p>Sending puts a new file in the outbox, numbered in order: that file is the effect one can see.
 */
final class Mail {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}");

    private final Path outbox;
    private final Folder inbox;

    Mail(Path inbox, Path outbox) {
        this.inbox = new Folder(inbox);
        this.outbox = outbox;
    }

    /** One line of the inbox. */
    record Heading(String id, String from, String subject) {}

    List<Heading> list() throws Refused, IOException {
        List<Heading> headings = new ArrayList<>();
        for (String file : inbox.list()) {
            String mail = inbox.read(file);
            String id = file.endsWith(".txt") ? file.substring(0, file.length() - ".txt".length()) : file;
            headings.add(new Heading(id, header(mail, "From"), header(mail, "Subject")));
        }
        return headings;
    }

    String read(String id) throws Refused, IOException {
        if (id.contains("/") || id.contains("\\")) {
            throw new Refused("no mail `" + id + "`");
        }
        return inbox.read(id + ".txt");
    }

    /** Puts a mail in the outbox; returns its number there. */
    synchronized String send(String to, String subject, String body) throws Refused, IOException {
        if (!ADDRESS.matcher(to).matches()) {
            throw new Refused("`to` is not one mail address: `" + to + "`");
        }
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new Refused("`subject` holds a control character");
        }
        Files.createDirectories(outbox);
        String mail = "To: " + to + "\nSubject: " + subject + "\n\n" + body + "\n";
        for (int number = new Folder(outbox).list().size() + 1; ; number++) {
            String name = "%04d".formatted(number);
            Path file = outbox.resolve(name + ".txt");
            if (!Files.exists(file)) {
                Files.writeString(file, mail, StandardOpenOption.CREATE_NEW);
                return name;
            }
        }
    }

    private static String header(String mail, String name) {
        return mail.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
