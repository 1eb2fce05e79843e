package dev.sallyport.text.shell;

import dev.sallyport.text.shell.Node.Item;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The grammar of one text: lists, pipelines and compound commands, by recursive descent with bounded depth. Simple commands are read by
 * {@link CommandReader}. A text within the text (between back quotes, or the words of {@code eval}) gets a parser of its own that shares
 * the {@link Yield}.
 */
final class Parser {
    private static final Set<String> CLOSERS = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Source in;
    private final Yield yield;
    private final WordReader words;
    private final CommandReader simple;
    private Set<Reach> reach;

    Parser(String text, Yield yield, Set<Reach> reach) {
        if (text.indexOf(Source.END) >= 0) {
            throw new Unreadable("a character that no command line can hold", text.indexOf(Source.END));
        }
        this.in = new Source(text, yield.budget);
        this.yield = yield;
        this.reach = reach;
        this.words = new WordReader(in, this);
        this.simple = new CommandReader(in, words, yield, this);
        yield.budget.work(text.length(), 0);
    }

    /** The whole text. */
    Node script() {
        Node all = list();
        if (!in.done()) {
            throw in.fault("`" + in.peek() + "` is not expected");
        }
        if (!in.pending.isEmpty()) {
            bodies(); // the text ends where the body would begin: it is empty
        }
        return all;
    }

    Set<Reach> reach() {
        return reach;
    }

    /** Reads a text that stands inside this one. */
    void inner(String text, Reach how, int offset) {
        yield.budget.enter(offset);
        new Parser(text, yield, with(how)).script();
        yield.budget.leave();
    }

    /** A command or process substitution, from behind its opening parenthesis to behind its closing one. */
    void substitution(Reach how) {
        nested(how, this::list);
        in.expect(")");
    }

    private Set<Reach> with(Reach how) {
        Set<Reach> more = EnumSet.of(how);
        more.addAll(reach);
        return more;
    }

    private interface Part {
        Node read();
    }

    private Node nested(Reach how, Part part) {
        Set<Reach> before = reach;
        in.budget().enter(in.at());
        reach = with(how);
        Node node = part.read();
        reach = before;
        in.budget().leave();
        return node;
    }

    /** Commands up to what closes them. */
    private Node list() {
        List<Item> items = new ArrayList<>();
        for (skipLines(); !atEnd(); skipLines()) {
            int from = yield.size();
            Node node = conditional();
            String after = "";
            in.skipBlanks();
            if (in.peek() == '\n') {
                after = ";";
            } else if (in.peek() == ';' && !atCaseEnd()) {
                in.next();
                after = ";";
            } else if (in.peek() == '&' && in.peek(1) != '&') {
                in.next();
                after = "&";
                yield.reached(from, Reach.BACKGROUND);
            }
            items.add(new Item(node, after));
            if (after.isEmpty()) {
                break;
            }
        }
        return items.size() == 1 && items.getFirst().after().isEmpty()
                ? items.getFirst().node()
                : new Node.Sequence(items);
    }

    private Node someList() {
        skipLines();
        if (atEnd()) {
            throw in.fault("a command is missing");
        }
        return list();
    }

    private boolean atCaseEnd() {
        return in.has(";;") || in.has(";&");
    }

    private boolean atEnd() {
        return in.done() || in.peek() == ')' || atCaseEnd() || CLOSERS.contains(reserved());
    }

    /** Pipelines joined by {@code &&} and {@code ||}. */
    private Node conditional() {
        List<Item> items = new ArrayList<>();
        Node node = pipeline();
        for (in.skipBlanks(); in.has("&&") || in.has("||"); in.skipBlanks()) {
            String operator = in.has("&&") ? "&&" : "||";
            in.expect(operator);
            items.add(new Item(node, operator));
            skipLines();
            node = nested(Reach.CONDITION, this::pipeline);
        }
        if (items.isEmpty()) {
            return node;
        }
        items.add(new Item(node, ""));
        return new Node.Sequence(items);
    }

    private Node pipeline() {
        boolean negated = false;
        in.skipBlanks();
        for (String word = reserved(); word.equals("!") || word.equals("time"); word = reserved()) {
            in.expect(word);
            in.skipBlanks();
            negated |= word.equals("!");
            if (word.equals("time") && reserved().equals("-p")) {
                in.expect("-p");
                in.skipBlanks();
            }
        }
        List<Node> parts = new ArrayList<>();
        parts.add(command());
        for (in.skipBlanks(); in.peek() == '|' && in.peek(1) != '|'; in.skipBlanks()) {
            in.next();
            in.take("&");
            skipLines();
            parts.add(nested(Reach.PIPED, this::command));
        }
        return parts.size() == 1 && !negated ? parts.getFirst() : new Node.Pipeline(parts, negated);
    }

    private Node command() {
        in.skipBlanks();
        String word = reserved();
        boolean compound = in.peek() == '(' || Compounds.STARTS.contains(word);
        if (!compound) {
            if (CLOSERS.contains(word)) {
                throw in.fault("`" + word + "` is not expected");
            }
            return simple.read();
        }
        in.budget().enter(in.at());
        Node node = new Compounds(in, this, words).read(word);
        in.budget().leave();
        return node;
    }

    /** A compound command as the body of a function, or fails. */
    Node body() {
        skipLines();
        if (in.peek() != '(' && !Compounds.STARTS.contains(reserved())) {
            throw in.fault("the body of a function is missing");
        }
        return nested(Reach.FUNCTION, this::command);
    }

    Node part(Optional<Reach> how) {
        return how.map(h -> nested(h, this::someList)).orElseGet(this::someList);
    }

    Node maybeEmptyPart(Reach how) {
        return nested(how, this::list);
    }

    /** Those of a compound command count as a command without words in the flat list. */
    List<Redirection> redirections() {
        int from = in.at();
        List<Redirection> found = new ArrayList<>();
        in.skipBlanks();
        while (simple.redirection(found)) {
            in.skipBlanks();
        }
        if (!found.isEmpty()) {
            yield.add(new SimpleCommand(List.of(), List.of(), found, reach, false), from);
        }
        return found;
    }

    /** The characters up to the next blank or operator, if they could be a reserved word; else nothing. */
    String reserved() {
        int length = 0;
        while (length < 9 && !WordReader.isEnd(in.peek(length)) && in.at() + length < in.end()) {
            length++;
        }
        return length == 9 && !in.has("function") ? "" : in.between(in.at(), in.at() + length);
    }

    void keyword(String word) {
        skipLines();
        if (!reserved().equals(word)) {
            throw in.fault("`" + word + "` is missing");
        }
        in.expect(word);
    }

    /** Blanks, comments and line ends; after the first line end come the bodies of here-documents. */
    void skipLines() {
        for (in.skipBlanks(); in.peek() == '\n'; in.skipBlanks()) {
            in.next();
            bodies();
        }
    }

    private void bodies() {
        while (!in.pending.isEmpty()) {
            body(in.pending.removeFirst());
        }
    }

    private void body(HereDocument document) {
        int from = in.at();
        StringBuilder text = new StringBuilder();
        boolean joined = false;
        int to = from;
        while (!in.done()) {
            int begin = in.at();
            while (!in.done() && in.peek() != '\n') {
                in.next();
            }
            String line = in.between(begin, in.at());
            if (!in.done()) {
                in.next();
            }
            String bare = document.tabs() ? line.replaceFirst("^\t+", "") : line;
            if (!joined && bare.equals(document.mark())) {
                break;
            }
            joined = document.expands() && endsJoined(line);
            text.append(bare).append('\n');
            to = in.at();
        }
        int after = in.at();
        if (document.expands()) {
            in.to(from);
            words.expansions(to);
            in.to(after);
        }
        document.body().accept(new HereDocument.Body(from, to, text.toString()));
    }

    private static boolean endsJoined(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }
}
