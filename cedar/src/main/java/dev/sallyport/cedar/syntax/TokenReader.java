package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.error.CedarSyntaxError;
import java.util.List;
import java.util.Set;

/** Walks over the tokens of a source; the base of the policy and the schema parser. Not thread-safe. */
public class TokenReader {

    private static final Set<String> RESERVED =
            Set.of("true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar");

    private final Source source;
    private final List<Token> tokens;
    private int at;

    /** Reads {@code source} from its start. */
    public TokenReader(Source source) {
        this.source = source;
        this.tokens = new Lexer(source).tokens();
    }

    /** The text being read. */
    public final Source source() {
        return source;
    }

    /** The token to be read next. */
    public final Token peek() {
        return tokens.get(at);
    }

    /** The token {@code ahead} places after the next one. */
    public final Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    /** Reads any token. */
    public final Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    /** Reads the symbol or word {@code expected} if it is next. */
    public final boolean accept(String expected) {
        if (peek().is(expected)) {
            at++;
            return true;
        }
        return false;
    }

    /** Reads the symbol or word {@code expected}. */
    public final Token expect(String expected) {
        if (!peek().is(expected)) {
            throw unexpected("`" + expected + "`");
        }
        return take();
    }

    /** Whether the text is at its end. */
    public final boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Reads any identifier, reserved words included. */
    public final String word() {
        if (peek().kind() != Token.Kind.IDENTIFIER) {
            throw unexpected("an identifier");
        }
        return take().text();
    }

    /** Reads an identifier that is not a reserved word. */
    public final String identifier() {
        Token token = peek();
        String word = word();
        if (RESERVED.contains(word)) {
            throw error(token, "`" + word + "` is a reserved word");
        }
        return word;
    }

    /** Reads a string literal and resolves its escapes. */
    public final String string() {
        return Escapes.string(source, expectString());
    }

    /** Reads a string literal as it stands. */
    public final Token expectString() {
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected("a string");
        }
        return take();
    }

    /** Reads {@code A::B::C}. */
    public final String path() {
        StringBuilder path = new StringBuilder(identifier());
        while (peek().is("::") && peek(1).kind() == Token.Kind.IDENTIFIER) {
            take();
            path.append("::").append(identifier());
        }
        return path.toString();
    }

    /** An error at {@code token}. */
    public final CedarSyntaxError error(Token token, String reason) {
        return source.error(token.start(), reason);
    }

    /** An error at the next token, which is not what should stand there. */
    public final CedarSyntaxError unexpected(String expected) {
        return error(peek(), "expected " + expected + ", found " + peek().describe());
    }
}
