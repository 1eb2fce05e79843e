package dev.sallyport.text.shell;

import java.util.Optional;

/** Reads words: quoting, and expansions as opaque places whose inner commands are read by the parser. */
final class WordReader {
    /** Where a word stands, which decides what ends it. */
    enum Mode {
        /** A word of a command. */
        PLAIN,
        /** A pattern of {@code case} or a word in {@code [[ ]]}: parentheses may stand inside it. */
        PATTERN,
        /** What follows {@code =~}: parentheses and bars may begin it, blanks may stand inside parentheses. */
        REGEX
    }

    private final Source in;
    private final Parser parser;

    WordReader(Source in, Parser parser) {
        this.in = in;
        this.parser = parser;
    }

    /** A word under construction. */
    private static final class Built {
        final StringBuilder literal = new StringBuilder();
        int prefix = -1;
        boolean dynamic;
        boolean quoted;
        boolean any;
        int brace = -1;
        boolean list;
        int bracket = -1;

        void expansion() {
            expansionFrom(literal.length());
        }

        void expansionFrom(int length) {
            prefix = prefix < 0 ? length : Math.min(prefix, length);
            dynamic = true;
        }

        /** An unquoted character that file-name or brace expansion may act on. */
        void plain(char c) {
            switch (c) {
                case '*', '?' -> expansion();
                case '[' -> bracket = bracket < 0 ? literal.length() : bracket;
                case ']' -> {
                    if (bracket >= 0) {
                        expansionFrom(bracket);
                    }
                }
                case '{' -> brace = brace < 0 ? literal.length() : brace;
                case ',' -> list |= brace >= 0;
                case '.' -> list |= brace >= 0 && !literal.isEmpty() && literal.charAt(literal.length() - 1) == '.';
                case '}' -> {
                    if (list) {
                        expansionFrom(brace);
                    }
                }
                default -> {}
            }
            literal.append(c);
        }

        Word word(int offset) {
            String text = literal.toString();
            return new Word(text, dynamic ? text.substring(0, prefix) : text, dynamic, quoted, offset);
        }
    }

    /** The word that begins here, if one does. */
    Optional<Word> read(Mode mode) {
        int from = in.at();
        Built word = new Built();
        int open = 0;
        while (!in.done()) {
            char c = in.peek();
            if ((c == '<' || c == '>') && in.peek(1) == '(' && mode == Mode.PLAIN) {
                in.to(in.at() + 2);
                parser.substitution(Reach.PROCESS_SUBSTITUTION);
                word.expansion();
            } else if (nests(c, mode, word, open)) {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                word.expansion();
                in.next();
            } else if (isEnd(c)) {
                break;
            } else {
                piece(c, word);
            }
            word.any = true;
        }
        if (open > 0) {
            throw in.fault("`)` is missing");
        }
        return word.any ? Optional.of(word.word(from)) : Optional.empty();
    }

    private static boolean nests(char c, Mode mode, Built word, int open) {
        if (mode == Mode.PLAIN) {
            return false;
        }
        if (open > 0) {
            return c == '('
                    || c == ')'
                    || c == '|'
                    || (mode == Mode.REGEX && (c == ' ' || c == '<' || c == '>' || c == '&'));
        }
        return mode == Mode.REGEX ? c == '(' || c == '|' : c == '(' && word.any;
    }

    static boolean isEnd(char c) {
        return switch (c) {
            case ' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>' -> true;
            default -> false;
        };
    }

    private void piece(char c, Built word) {
        switch (c) {
            case '\\' -> escaped(word);
            case '\'' -> single(word);
            case '"' -> doubled(word);
            case '`' -> backquoted(word, false);
            case '$' -> dollar(word, false);
            default -> word.plain(in.next());
        }
    }

    private void escaped(Built word) {
        in.next();
        if (in.done()) {
            word.literal.append('\\');
        } else if (in.peek() == '\n') {
            in.next();
        } else {
            word.quoted = true;
            word.literal.append(in.next());
        }
    }

    private void single(Built word) {
        in.next();
        word.quoted = true;
        for (char c = in.next(); c != '\''; c = in.next()) {
            word.literal.append(c);
        }
    }

    private void doubled(Built word) {
        in.next();
        word.quoted = true;
        for (; ; ) {
            switch (in.peek()) {
                case '"' -> {
                    in.next();
                    return;
                }
                case '\\' -> escapedInDouble(word);
                case '$' -> dollar(word, true);
                case '`' -> backquoted(word, true);
                default -> word.literal.append(in.next());
            }
        }
    }

    private void escapedInDouble(Built word) {
        in.next();
        char c = in.next();
        switch (c) {
            case '\n' -> {}
            case '$', '`', '"', '\\' -> word.literal.append(c);
            default -> word.literal.append('\\').append(c);
        }
    }

    /** Everything that begins with a dollar sign. */
    private void dollar(Built word, boolean inDouble) {
        char c = in.peek(1);
        if (c == '\'' && !inDouble) {
            in.next();
            AnsiC.read(in, word.literal);
            word.quoted = true;
        } else if (c == '"' && !inDouble) {
            in.next();
            doubled(word);
        } else if (c == '(') {
            word.expansion();
            parenthesis();
        } else if (c == '{') {
            word.expansion();
            parameter(inDouble);
        } else if (c == '[') {
            word.expansion();
            oldArithmetic();
        } else if (isNamed(c)) {
            word.expansion();
            in.next();
            name(in.next());
        } else {
            word.literal.append(in.next());
        }
    }

    private static boolean isNamed(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9') || "@*#?-$!".indexOf(c) >= 0;
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }

    private void name(char first) {
        if (isNameStart(first)) {
            while (isNamePart(in.peek())) {
                in.next();
            }
        }
    }

    private void parenthesis() {
        int from = in.at();
        if (in.peek(2) == '(') {
            int end = arithmeticEnd(from + 3);
            if (end >= 0) {
                in.to(from + 3);
                expansions(end);
                in.to(end + 2);
                return;
            }
        }
        in.to(from + 2);
        parser.substitution(Reach.SUBSTITUTION);
    }

    /** Where the {@code ))} of arithmetic that begins there stands; -1 if it is no arithmetic. */
    int arithmeticEnd(int from) {
        int depth = 0;
        for (int i = from; i < in.end(); i++) {
            char c = in.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0) {
                in.budget().work(i - from, from);
                return i + 1 < in.end() && in.charAt(i + 1) == ')' ? i : -1;
            }
        }
        in.budget().work(in.end() - from, from);
        return -1;
    }

    private void oldArithmetic() {
        int from = in.at() + 2;
        int depth = 0;
        for (in.to(from); ; in.next()) {
            char c = in.peek();
            if (in.done()) {
                throw in.fault("`]` is missing");
            }
            if (c == ']' && depth-- == 0) {
                break;
            }
            depth += c == '[' ? 1 : 0;
        }
        int end = in.at();
        in.to(from);
        expansions(end);
        in.to(end + 1);
    }

    /** Reads the expansions in the text up to there, as between double quotes. */
    void expansions(int to) {
        int before = in.narrowed(to);
        Built nowhere = new Built();
        while (!in.done()) {
            switch (in.peek()) {
                case '\\' -> {
                    in.next();
                    in.to(Math.min(in.at() + 1, in.end()));
                }
                case '$' -> dollar(nowhere, true);
                case '`' -> backquoted(nowhere, true);
                default -> in.next();
            }
        }
        in.narrowed(before);
    }

    private void parameter(boolean inDouble) {
        in.budget().enter(in.at());
        in.to(in.at() + 2);
        if (" \t\n|".indexOf(in.peek()) >= 0) {
            throw in.fault("a function substitution");
        }
        boolean quotes = !inDouble || isPatternOperator();
        Built nowhere = new Built();
        while (in.peek() != '}' || in.done()) {
            char c = in.peek();
            switch (c) {
                case '\\' -> {
                    in.next();
                    in.next();
                }
                case '\'' -> {
                    if (quotes) {
                        single(nowhere);
                    } else {
                        in.next();
                    }
                }
                case '"' -> doubled(nowhere);
                case '$' -> dollar(nowhere, inDouble);
                case '`' -> backquoted(nowhere, inDouble);
                default -> opaque(c, inDouble);
            }
        }
        in.next();
        in.budget().leave();
    }

    private void opaque(char c, boolean inDouble) {
        if (!inDouble && (c == '<' || c == '>') && in.peek(1) == '(') {
            in.to(in.at() + 2);
            parser.substitution(Reach.PROCESS_SUBSTITUTION);
        } else {
            in.next();
        }
    }

    /** Whether the operator after the parameter's name takes a pattern, in which single quotes count even between double ones. */
    private boolean isPatternOperator() {
        int i = 0;
        if ((in.peek() == '!' || in.peek() == '#') && in.peek(1) != '}') {
            i++;
        }
        if (isNameStart(in.peek(i))) {
            while (isNamePart(in.peek(i))) {
                i++;
            }
        } else {
            i++;
        }
        if (in.peek(i) == '[') {
            while (in.peek(i) != ']' && in.peek(i) != Source.END) {
                i++;
            }
            i++;
        }
        return "#%/^,@".indexOf(in.peek(i)) >= 0;
    }

    private void backquoted(Built word, boolean inDouble) {
        word.expansion();
        int from = in.at();
        in.next();
        StringBuilder text = new StringBuilder();
        for (char c = in.next(); c != '`'; c = in.next()) {
            boolean escapes = c == '\\' && ("$`\\".indexOf(in.peek()) >= 0 || (inDouble && in.peek() == '"'));
            text.append(escapes ? in.next() : c);
        }
        parser.inner(text.toString(), Reach.SUBSTITUTION, from);
    }

    /** The end mark of a here-document: quotes go, nothing expands. */
    Word mark() {
        int from = in.at();
        Built word = new Built();
        while (!in.done() && !isEnd(in.peek())) {
            word.any = true;
            switch (in.peek()) {
                case '\\' -> escaped(word);
                case '\'' -> single(word);
                case '"' -> rawDoubled(word);
                default -> word.literal.append(in.next());
            }
        }
        if (!word.any) {
            throw in.fault("a here-document without an end mark");
        }
        return word.word(from);
    }

    private void rawDoubled(Built word) {
        in.next();
        word.quoted = true;
        while (in.peek() != '"' || in.done()) {
            if (in.peek() == '\\') {
                escapedInDouble(word);
            } else {
                word.literal.append(in.next());
            }
        }
        in.next();
    }
}
