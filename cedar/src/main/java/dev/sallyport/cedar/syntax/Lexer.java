package dev.sallyport.cedar.syntax;

import java.util.ArrayList;
import java.util.List;

/** Splits policy and schema texts into tokens. */
final class Lexer {

    private static final List<String> PAIRS = List.of("::", "==", "!=", "<=", ">=", "&&", "||");
    private static final String SINGLES = "@(){}[],;:.<>=!+-*/%?";

    private final Source source;
    private final String text;
    private int at;

    Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        skip();
        while (at < text.length()) {
            tokens.add(next());
            skip();
        }
        tokens.add(new Token(Token.Kind.END, "", at, at));
        return tokens;
    }

    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '/' && text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (isSpace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    /** Unicode's White_Space. */
    private static boolean isSpace(char c) {
        return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || Character.isSpaceChar(c);
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        if (isIdentifierStart(c)) {
            return word(Token.Kind.IDENTIFIER, start);
        }
        if (c >= '0' && c <= '9') {
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            return token(Token.Kind.INTEGER, start);
        }
        if (c == '"') {
            return string(start);
        }
        if (c == '?' && at + 1 < text.length() && isIdentifierStart(text.charAt(at + 1))) {
            at++;
            return word(Token.Kind.SLOT, start);
        }
        return symbol(start, c);
    }

    private Token word(Token.Kind kind, int start) {
        while (at < text.length() && isIdentifierPart(text.charAt(at))) {
            at++;
        }
        return token(kind, start);
    }

    private Token string(int start) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return new Token(Token.Kind.STRING, text.substring(start + 1, at - 1), start, at);
            }
            at += c == '\\' ? 2 : 1;
        }
        throw source.error(start, "the string does not end");
    }

    private Token symbol(int start, char c) {
        String pair = text.substring(at, Math.min(at + 2, text.length()));
        if (PAIRS.contains(pair)) {
            at += 2;
        } else if (SINGLES.indexOf(c) >= 0) {
            at++;
        } else {
            int codePoint = text.codePointAt(at);
            throw source.error(start, "unexpected character `" + Character.toString(codePoint) + "`");
        }
        return token(Token.Kind.SYMBOL, start);
    }

    private Token token(Token.Kind kind, int start) {
        return new Token(kind, text.substring(start, at), start, at);
    }

    static boolean isIdentifierStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isIdentifierPart(char c) {
        return isIdentifierStart(c) || (c >= '0' && c <= '9');
    }
}
