package dev.sallyport.text.shell;

import java.util.List;
import java.util.Set;

/**
 * Reads a shell line, or a whole script, as bash would before it runs anything.
 *
 * <p>The work is linear in the length of the text for each level of nesting, and levels, commands and steps are bounded: a text beyond a
 * limit is unreadable. Where bash and this reader could differ, this one refuses: {@code coproc}, function substitutions, names of
 * extended patterns outside {@code [[ ]]} and {@code case}. Stateless.
 */
public final class Shell {
    /** Longest text, in UTF-16 code units. */
    public static final int MAX_CHARS = 1 << 18;

    /** Deepest nesting of substitutions, compound commands and texts within texts. */
    public static final int MAX_DEPTH = 48;

    /** Most simple commands of one text. */
    public static final int MAX_COMMANDS = 4_096;

    /** Most characters looked at, over all levels. */
    public static final long MAX_WORK = 1L << 21;

    private Shell() {}

    /** Reads a text. Never throws. */
    public static Reading read(String text) {
        if (text.length() > MAX_CHARS) {
            return new Reading.Unreadable("longer than " + MAX_CHARS + " characters", MAX_CHARS);
        }
        Yield yield = new Yield();
        try {
            Node tree = new Parser(text, yield, Set.of()).script();
            new Wrappers(yield).seeThrough();
            return new Reading.Read(tree, yield.commands());
        } catch (Unreadable e) {
            return new Reading.Unreadable(e.why(), e.offset());
        }
    }

    /** Reads a program and its arguments that no shell parses, such as an argument vector; what wrappers run is found all the same. */
    public static Reading vector(List<String> words) {
        Yield yield = new Yield();
        try {
            List<Word> known = words.stream().map(w -> Word.of(w, 0)).toList();
            SimpleCommand command = new SimpleCommand(List.of(), known, List.of(), Set.of(), false);
            yield.add(command, 0);
            new Wrappers(yield).seeThrough();
            return new Reading.Read(new Node.Simple(command), yield.commands());
        } catch (Unreadable e) {
            return new Reading.Unreadable(e.why(), e.offset());
        }
    }
}
