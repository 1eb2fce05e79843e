package dev.sallyport.text.shell;

import dev.sallyport.text.shell.Node.Compound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The compound commands, from their first word to the redirections behind their last. */
final class Compounds {
    static final Set<String> STARTS =
            Set.of("{", "if", "for", "while", "until", "select", "case", "function", "[[", "coproc");

    private static final Optional<Reach> LOOP = Optional.of(Reach.LOOP);
    private static final Optional<Reach> CONDITION = Optional.of(Reach.CONDITION);

    private final Source in;
    private final Parser parser;
    private final WordReader words;

    Compounds(Source in, Parser parser, WordReader words) {
        this.in = in;
        this.parser = parser;
        this.words = words;
    }

    Node read(String word) {
        if (in.peek() == '(') {
            return parenthesis();
        }
        in.expect(word);
        return switch (word) {
            case "{" -> closed("{", List.of(group()));
            case "if" -> closed("if", branches());
            case "while", "until" -> closed(word, loop());
            case "for" -> closed("for", forLoop());
            case "select" -> closed("select", selection());
            case "case" -> closed("case", cases());
            case "function" -> function();
            case "[[" -> {
                test();
                yield closed("[[", List.of());
            }
            default -> throw in.fault("`" + word + "` is not read");
        };
    }

    private Node closed(String kind, List<Node> parts) {
        return new Compound(kind, "", parts, parser.redirections());
    }

    private Node parenthesis() {
        int from = in.at();
        if (in.peek(1) == '(') {
            int end = words.arithmeticEnd(from + 2);
            if (end >= 0) {
                in.to(from + 2);
                words.expansions(end);
                in.to(end + 2);
                return closed("((", List.of());
            }
        }
        in.next();
        Node list = parser.part(Optional.empty());
        in.expect(")");
        return closed("(", List.of(list));
    }

    private Node group() {
        Node list = parser.part(Optional.empty());
        parser.keyword("}");
        return list;
    }

    private List<Node> branches() {
        List<Node> parts = new ArrayList<>();
        parts.add(parser.part(Optional.empty()));
        parser.keyword("then");
        parts.add(parser.part(CONDITION));
        parser.skipLines();
        while (parser.reserved().equals("elif")) {
            in.expect("elif");
            parts.add(parser.part(CONDITION));
            parser.keyword("then");
            parts.add(parser.part(CONDITION));
            parser.skipLines();
        }
        if (parser.reserved().equals("else")) {
            in.expect("else");
            parts.add(parser.part(CONDITION));
        }
        parser.keyword("fi");
        return parts;
    }

    private List<Node> loop() {
        return List.of(parser.part(LOOP), block());
    }

    private Node block() {
        parser.skipLines();
        if (parser.reserved().equals("{")) {
            in.expect("{");
            Node list = parser.part(LOOP);
            parser.keyword("}");
            return list;
        }
        parser.keyword("do");
        Node list = parser.part(LOOP);
        parser.keyword("done");
        return list;
    }

    private List<Node> forLoop() {
        in.skipBlanks();
        if (in.take("((")) {
            int end = words.arithmeticEnd(in.at());
            if (end < 0) {
                throw in.fault("`))` is missing");
            }
            words.expansions(end);
            in.to(end + 2);
            in.skipBlanks();
            in.take(";");
            return List.of(block());
        }
        return selection();
    }

    private List<Node> selection() {
        name();
        in.skipBlanks();
        if (!in.take(";")) {
            parser.skipLines();
            if (parser.reserved().equals("in")) {
                in.expect("in");
                list();
            }
        }
        return List.of(block());
    }

    private void name() {
        in.skipBlanks();
        Word name = words.read(WordReader.Mode.PLAIN).orElseThrow(() -> in.fault("a name is missing"));
        if (name.dynamic() || name.quoted() || !name.literal().matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw in.fault("not a variable's name");
        }
    }

    private void list() {
        for (in.skipBlanks(); ; in.skipBlanks()) {
            if (words.read(WordReader.Mode.PLAIN).isEmpty()) {
                break;
            }
        }
        if (!in.take(";") && in.peek() != '\n') {
            throw in.fault("the end of a list of words is missing");
        }
    }

    private List<Node> cases() {
        List<Node> parts = new ArrayList<>();
        in.skipBlanks();
        require(WordReader.Mode.PLAIN, "a word is missing");
        parser.keyword("in");
        for (parser.skipLines(); !parser.reserved().equals("esac"); parser.skipLines()) {
            in.take("(");
            patterns();
            parts.add(parser.maybeEmptyPart(Reach.CONDITION));
            parser.skipLines();
            if (!in.take(";;&")
                    && !in.take(";;")
                    && !in.take(";&")
                    && !parser.reserved().equals("esac")) {
                throw in.fault("`;;` is missing");
            }
        }
        in.expect("esac");
        return parts;
    }

    private void require(WordReader.Mode mode, String why) {
        if (words.read(mode).isEmpty()) {
            throw in.fault(why);
        }
    }

    private void patterns() {
        do {
            in.skipBlanks();
            require(WordReader.Mode.PATTERN, "a pattern is missing");
            in.skipBlanks();
        } while (in.take("|"));
        in.expect(")");
    }

    private Node function() {
        in.skipBlanks();
        Word name = words.read(WordReader.Mode.PLAIN).orElseThrow(() -> in.fault("a name is missing"));
        in.skipBlanks();
        if (in.take("(")) {
            in.skipBlanks();
            in.expect(")");
        }
        return named(name);
    }

    /** A function, from behind its name and parentheses. */
    Node named(Word name) {
        String known = name.text().orElseThrow(() -> in.fault("not a function's name"));
        return new Compound("function", known, List.of(parser.body()), List.of());
    }

    /** {@code [[ … ]]}: words and operators; what is expanded in them is read. */
    private void test() {
        boolean regex = false;
        for (parser.skipLines(); !parser.reserved().equals("]]"); parser.skipLines()) {
            if (in.done()) {
                throw in.fault("`]]` is missing");
            }
            if (!regex
                    && (in.take("&&")
                            || in.take("||")
                            || in.take("(")
                            || in.take(")")
                            || in.take("<")
                            || in.take(">"))) {
                continue;
            }
            Word word = words.read(regex ? WordReader.Mode.REGEX : WordReader.Mode.PATTERN)
                    .orElseThrow(() -> in.fault("a word is missing"));
            if (word.literal().contains("$(") || word.literal().indexOf('`') >= 0) {
                throw in.fault("a quoted substitution that arithmetic would run"); // [[ 'a[$(id)]' -eq 0 ]]
            }
            regex = word.is("=~") && !word.quoted();
        }
        in.expect("]]");
    }
}
