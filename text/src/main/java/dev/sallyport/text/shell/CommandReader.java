package dev.sallyport.text.shell;

import dev.sallyport.text.shell.SimpleCommand.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Simple commands: assignments, words and redirections in whatever order the shell takes them. */
final class CommandReader {
    /** Builtins whose arguments may be assignments of arrays. */
    private static final Set<String> DECLARING = Set.of("declare", "typeset", "local", "export", "readonly");

    /** Longest first. */
    private static final List<String> OPERATORS =
            List.of("&>>", "<<<", "<<-", "&>", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">");

    private final Source in;
    private final WordReader words;
    private final Yield yield;
    private final Parser parser;

    CommandReader(Source in, WordReader words, Yield yield, Parser parser) {
        this.in = in;
        this.words = words;
        this.yield = yield;
        this.parser = parser;
    }

    Node read() {
        int from = in.at();
        List<Assignment> assignments = new ArrayList<>();
        List<Word> line = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        for (in.skipBlanks(); ; in.skipBlanks()) {
            if (redirection(redirections)) {
                continue;
            }
            if (in.peek() == '(' && line.size() == 1 && assignments.isEmpty() && redirections.isEmpty()) {
                return function(line.getFirst());
            }
            if ((line.isEmpty() || isDeclaring(line)) && assignment(assignments, line)) {
                continue;
            }
            Optional<Word> word = words.read(WordReader.Mode.PLAIN);
            if (word.isEmpty()) {
                break;
            }
            line.add(word.get());
        }
        if (in.peek() == '(' || (line.isEmpty() && assignments.isEmpty() && redirections.isEmpty())) {
            throw in.fault(in.done() ? "a command is missing" : "`" + in.peek() + "` is not expected");
        }
        SimpleCommand command = new SimpleCommand(assignments, line, redirections, parser.reach(), false);
        yield.add(command, from);
        return new Node.Simple(command);
    }

    private static boolean isDeclaring(List<Word> line) {
        return line.getFirst().text().filter(DECLARING::contains).isPresent();
    }

    private Node function(Word name) {
        in.expect("(");
        in.skipBlanks();
        in.expect(")");
        return new Compounds(in, parser, words).named(name);
    }

    /** {@code NAME=value}, {@code NAME+=value} or {@code NAME[subscript]=value}; of a declaring builtin only arrays. */
    private boolean assignment(List<Assignment> assignments, List<Word> line) {
        int from = in.at();
        int length = 0;
        if (!WordReader.isNameStart(in.peek())) {
            return false;
        }
        while (WordReader.isNamePart(in.peek(length))) {
            length++;
        }
        String name = in.between(from, from + length);
        int subscript = length;
        if (in.peek(length) == '[') {
            while (in.peek(length) != ']' && in.peek(length) != '\n' && in.at() + length < in.end()) {
                length++;
            }
            length++;
        }
        int end = from + length;
        length += in.peek(length) == '+' ? 1 : 0;
        if (in.peek(length) != '=' || end > in.end()) {
            return false;
        }
        boolean array = in.peek(length + 1) == '(';
        if (!line.isEmpty() && !array) {
            return false;
        }
        in.to(from + subscript);
        words.expansions(end);
        in.to(from + length + 1);
        assignments.add(new Assignment(name, array ? array() : value()));
        return true;
    }

    private Word value() {
        int from = in.at();
        return words.read(WordReader.Mode.PLAIN).orElseGet(() -> Word.of("", from));
    }

    private Word array() {
        int from = in.at();
        in.expect("(");
        for (parser.skipLines(); !in.take(")"); parser.skipLines()) {
            if (words.read(WordReader.Mode.PLAIN).isEmpty()) {
                throw in.fault("`)` is missing");
            }
        }
        return new Word("", "", true, false, from);
    }

    /** Reads a redirection, if one begins here. */
    boolean redirection(List<Redirection> found) {
        int from = in.at();
        descriptor();
        boolean numbered = in.at() > from;
        boolean process = (in.has("<(") || in.has(">(")) && !numbered;
        boolean ampersand = in.peek() == '&' && (numbered || in.peek(1) != '>');
        Optional<String> operator = process || ampersand
                ? Optional.empty()
                : OPERATORS.stream().filter(in::has).findFirst();
        if (operator.isEmpty()) {
            in.to(from);
            return false;
        }
        in.expect(operator.get());
        in.skipBlanks();
        found.add(target(operator.get()));
        return true;
    }

    /** {@code 2} of {@code 2>}, or {@code {name}} of {@code {name}>}. */
    private void descriptor() {
        int from = in.at();
        int length = 0;
        if (in.peek() == '{' && WordReader.isNameStart(in.peek(1))) {
            length = 1;
            while (WordReader.isNamePart(in.peek(length))) {
                length++;
            }
            length = in.peek(length) == '}' ? length + 1 : 0;
        } else {
            while (in.peek(length) >= '0' && in.peek(length) <= '9') {
                length++;
            }
        }
        char next = in.peek(length);
        in.to(next == '<' || next == '>' ? from + length : from);
    }

    private Redirection target(String operator) {
        if (operator.equals("<<") || operator.equals("<<-")) {
            Word mark = words.mark();
            Redirection redirection = new Redirection(operator, mark, Optional.empty());
            in.pending.add(new HereDocument(mark.literal(), operator.equals("<<-"), !mark.quoted(), body -> {
                if (mark.quoted() || !expands(body.text())) {
                    yield.body(redirection, body.text());
                }
            }));
            return redirection;
        }
        Word word = words.read(WordReader.Mode.PLAIN)
                .orElseThrow(() -> in.fault("where `" + operator + "` leads is missing"));
        Optional<String> body = operator.equals("<<<") ? word.text() : Optional.empty();
        return new Redirection(operator, word, body);
    }

    /** Whether what is fed in is not the body as it stands. */
    private static boolean expands(String body) {
        return body.indexOf('$') >= 0 || body.indexOf('`') >= 0 || body.indexOf('\\') >= 0;
    }
}
