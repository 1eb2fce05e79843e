package dev.sallyport.shield.egress;

import dev.sallyport.shield.Span;
import dev.sallyport.shield.file.SecretFiles;
import dev.sallyport.text.shell.Reach;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Redirection;
import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.ArrayList;
import java.util.List;

/** Where a shell line goes and what it takes along: programs that talk to the network, by the words they are given. */
final class Lines {
    private final Span span;
    private final List<SimpleCommand> commands;
    private final List<Trip> trips = new ArrayList<>();
    private final List<Sign> signs = new ArrayList<>();

    private Lines(List<SimpleCommand> commands, Span span) {
        this.commands = commands;
        this.span = span;
    }

    /** What a line does on the network. */
    record Done(List<Trip> trips, List<Sign> signs) {}

    static Done of(Reading.Read line, Span span) {
        Lines lines = new Lines(line.commands(), span);
        line.commands().forEach(lines::command);
        return new Done(lines.trips, lines.signs);
    }

    private void command(SimpleCommand command) {
        for (Redirection redirection : command.redirections()) {
            String target = redirection.target().literal();
            if (target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/")) {
                signs.add(Sign.block("raw-socket", 0.97));
                to(target.substring(9).replaceFirst("/.*", ""), false, true);
            }
        }
        String program = command.base().orElse("");
        if (Programs.FETCHERS.contains(program)) {
            fetcher(command);
        } else if (Programs.RAW.contains(program) && !(program.equals("openssl") && !has(command, "s_client"))) {
            raw(command, program);
        } else if (Programs.LOOKUPS.contains(program)) {
            command.arguments().forEach(word -> bare(word, true, false));
            carried(command, true);
        } else if (Programs.COPIERS.contains(program)) {
            copier(command, program);
        } else if (Programs.TUNNELS.contains(program)) {
            signs.add(Sign.block("tunnel-program", 0.8));
        } else if (Programs.INTERPRETERS.contains(program)) {
            command.arguments().forEach(this::embedded);
        }
    }

    private void fetcher(SimpleCommand command) {
        boolean sends = false;
        List<Word> words = command.arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).literal();
            String option = Programs.DATA.stream()
                    .filter(o -> isOption(word, o))
                    .findFirst()
                    .orElse("");
            if (!option.isEmpty()) {
                String value = word.length() > option.length()
                        ? word.substring(option.length())
                        : i + 1 < words.size() ? words.get(i + 1).literal() : "";
                sends = true;
                file(value, option);
                i += word.length() > option.length() ? 0 : 1;
            } else if (Programs.VALUED.contains(word)) {
                i++;
            } else if (word.equals("-x")
                    || word.equals("--proxy")
                    || word.equals("--resolve")
                    || word.equals("--connect-to")) {
                signs.add(Sign.warn("redirected-route", 0.6));
            } else if (word.contains("@")
                    && word.indexOf("://") < 0
                    && word.indexOf('=') < 0
                    && word.indexOf('.') < 0) {
                file(word.substring(word.indexOf('@')), "");
                sends = true;
            }
        }
        boolean carries = carried(command, false);
        for (int i = 0; i < words.size(); i++) {
            if (Programs.VALUED.contains(words.get(i).literal())) {
                i++;
            } else {
                bare(words.get(i), false, sends || carries);
            }
        }
    }

    private static boolean isOption(String word, String option) {
        boolean longOne = option.startsWith("--");
        return word.equals(option)
                || (longOne && word.startsWith(option + "="))
                || (!longOne && word.startsWith(option) && word.length() > 2 && !word.startsWith("--"));
    }

    private void file(String value, String option) {
        String plain = value.startsWith("=") ? value.substring(1) : value;
        int at = plain.indexOf('@');
        int from = plain.indexOf("=<") >= 0 ? plain.indexOf("=<") + 1 : at;
        boolean whole = option.equals("-T") || option.endsWith("-file");
        if (!whole && from < 0) {
            if (StolenBody.isHiddenIn(plain)) {
                signs.add(Sign.block("stolen-body", 0.9));
            }
            return;
        }
        String path = whole ? plain : plain.substring(from + 1).replaceFirst(";.*", "");
        upload(path);
    }

    private void upload(String path) {
        signs.add(SecretFiles.isSecret(path) ? Sign.block("secret-upload", 0.97) : Sign.warn("upload", 0.5));
    }

    private void raw(SimpleCommand command, String program) {
        boolean runs = command.arguments().stream()
                .map(Word::literal)
                .anyMatch(w -> w.equals("-e")
                        || w.equals("-c")
                        || w.startsWith("--exec")
                        || w.startsWith("--sh-exec")
                        || w.startsWith("EXEC:")
                        || w.startsWith("SYSTEM:"));
        if (runs && !program.equals("openssl") && !program.equals("ftp")) {
            signs.add(Sign.block("reverse-shell", 0.97));
        }
        boolean fed = command.redirections().stream().anyMatch(r -> r.operator().equals("<"));
        command.redirections().stream()
                .filter(r -> r.operator().equals("<"))
                .forEach(r -> upload(r.target().literal()));
        boolean carries = carried(command, false) || fed;
        command.arguments().forEach(word -> bare(word, false, carries));
    }

    private void copier(SimpleCommand command, String program) {
        List<Word> words = positional(command.arguments());
        if (program.equals("rclone") && isTaken(words)) {
            signs.add(Sign.block("file-drop", 0.8));
            return;
        }
        boolean away = !words.isEmpty() && isRemote(words.getLast().literal());
        for (Word word : words) {
            String text = word.literal();
            if (text.startsWith("file://")) {
                continue;
            }
            if (isRemote(text)) {
                to(text.indexOf("://") > 0 ? text : text.replaceFirst(":.*", ""), false, away);
            } else if (away && !word.equals(words.getLast()) && !program.equals("ssh") && SecretFiles.isSecret(text)) {
                signs.add(Sign.block("secret-upload", 0.97));
            }
        }
        if (program.equals("ssh")) {
            words.stream().limit(1).filter(w -> !isRemote(w.literal())).forEach(w -> to(w.literal(), false, false));
            boolean reverse =
                    command.arguments().stream().anyMatch(w -> w.literal().startsWith("-R"));
            if (reverse) {
                signs.add(Sign.block("tunnel-program", 0.8));
            }
        }
        carried(command, false);
    }

    /** Whether files of this machine go to a store of rclone's configuration, whose name tells no host. */
    private static boolean isTaken(List<Word> words) {
        return words.size() >= 3
                && Programs.MOVES.contains(words.getFirst().literal())
                && !isRemote(words.get(1).literal())
                && isRemote(words.getLast().literal());
    }

    /** The words that are neither options nor what these options take: a key to log in with is not sent. */
    private static List<Word> positional(List<Word> words) {
        List<Word> left = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).literal();
            if (Programs.LOGIN.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                left.add(words.get(i));
            }
        }
        return left;
    }

    private static boolean isRemote(String text) {
        int colon = text.indexOf(':');
        return text.indexOf("://") > 0
                || (colon > 0
                        && text.indexOf('/') != 0
                        && text.substring(0, colon).indexOf('/') < 0);
    }

    /** Whether what other commands of the line read goes into this one, through a pipe or through its words. */
    private boolean carried(SimpleCommand command, boolean asked) {
        boolean piped = command.reach().contains(Reach.PIPED);
        boolean dynamic = command.words().stream().anyMatch(Word::dynamic);
        if (!piped && !dynamic) {
            return false;
        }
        boolean any = false;
        for (SimpleCommand other : commands) {
            boolean feeds = !other.equals(command) && (piped || other.reach().contains(Reach.SUBSTITUTION));
            String program = other.base().orElse("");
            if (!feeds) {
                continue;
            }
            boolean secret = reads(other).stream().anyMatch(SecretFiles::isSecret)
                    || (Programs.DUMPERS.contains(program) && dumps(other));
            if (secret) {
                signs.add(Sign.block("secret-upload", 0.97));
            } else if (Programs.FINGERPRINTS.contains(program)) {
                signs.add(Sign.block("machine-details", asked ? 0.85 : 0.7));
            } else if (Programs.READERS.contains(program)) {
                signs.add(asked ? Sign.block("dns-data", 0.85) : Sign.warn("upload", 0.5));
            }
            any |= secret || Programs.READERS.contains(program) || Programs.FINGERPRINTS.contains(program);
        }
        return any || piped;
    }

    private static List<String> reads(SimpleCommand command) {
        List<String> paths = new ArrayList<>();
        command.arguments().forEach(w -> paths.add(w.literal()));
        command.redirections().stream()
                .filter(r -> r.operator().equals("<"))
                .forEach(r -> paths.add(r.target().literal()));
        return paths;
    }

    /** {@code env} alone prints everything; with a program it runs that. */
    private static boolean dumps(SimpleCommand command) {
        return command.arguments().stream().allMatch(w -> w.literal().startsWith("-"));
    }

    private static boolean has(SimpleCommand command, String word) {
        return command.arguments().stream().anyMatch(w -> w.literal().equals(word));
    }

    private void embedded(Word word) {
        String text = word.literal();
        for (int at = text.indexOf("://"); at > 0; at = text.indexOf("://", at + 3)) {
            int from = at;
            while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 3;
            while (to < text.length() && text.charAt(to) > ' ' && "\"'`<>)],;".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            Destination.at(text, from, to, span)
                    .filter(d -> !d.scheme().equals("file"))
                    .ifPresent(d -> trips.add(new Trip(d, false, false)));
        }
    }

    /** A word that is an address, or a host and nothing else. */
    private void bare(Word word, boolean asked, boolean sends) {
        String text = word.literal();
        if (text.startsWith("-") || text.startsWith("+") || text.isEmpty()) {
            return;
        }
        String host = text.startsWith("@") ? text.substring(1) : text;
        boolean address = host.indexOf("://") > 0;
        if (address || isHost(host)) {
            to(host, asked, sends);
        }
    }

    private void to(String text, boolean asked, boolean sends) {
        Destination.at(text, 0, text.length(), span).ifPresent(d -> trips.add(new Trip(d, asked, sends)));
    }

    private static boolean isHost(String text) {
        int end = 0;
        boolean dot = false;
        while (end < text.length() && "/?#:".indexOf(text.charAt(end)) < 0) {
            char c = text.charAt(end++);
            dot |= c == '.';
            boolean fits = Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '@' || c == '[';
            if (!fits) {
                return false;
            }
        }
        String host = text.substring(0, end);
        boolean number = host.length() >= 8 && host.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean hex = host.length() >= 10 && host.regionMatches(true, 0, "0x", 0, 2);
        return (dot && host.length() > 3) || number || hex || host.equals("localhost") || text.startsWith("[");
    }
}
