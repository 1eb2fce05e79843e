package dev.sallyport.shield.canary;

import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.canary.Traps.Meaning;
import dev.sallyport.shield.canary.Traps.Turn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One subject's inspection. */
final class Search {
    /** Encodings one over the other that are undone. */
    static final int MOST_LAYERS = 4;

    /** Characters behind encodings that are read, for each of the subject's. */
    private static final int SHARE = 24;

    private static final int LEAST_WORK = 1 << 15;
    private static final int MOST_FINDINGS = 8;

    /** Leaves with marks are read a second time up to that length. */
    private static final int LONGEST_MARKED = 1 << 12;

    private static final double UNREAD = 0.3;
    private static final int NEAR = 128;
    private static final int LEAST_JUDGED = 256;

    private final List<Leaf> leaves;
    private final Traps traps;
    private final boolean call;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Integer, BitSet> letters = new HashMap<>();
    private long work;
    private long read;
    private int judged;

    /** A text to be read once more, and which leaf it stood in. */
    private record Behind(int leaf, Layers.Layer layer) {}

    Search(Subject subject, Traps traps, boolean call) {
        this.leaves = subject.leaves();
        this.traps = traps;
        this.call = call;
    }

    List<Finding> findings() {
        return Finding.worstFirst(findings, MOST_FINDINGS);
    }

    /** The letters of each core that were found in pieces. */
    Map<Integer, BitSet> letters() {
        return letters;
    }

    /** How many characters behind encodings were read. */
    long read() {
        return read;
    }

    /** How many may be, of a subject of so many characters; the text that passes that limit is the last. */
    static long most(long total) {
        return LEAST_WORK + SHARE * total;
    }

    boolean hasPlanted() {
        return findings.stream().anyMatch(f -> f.category().kind().equals("planted"));
    }

    Span whole() {
        return new Span("", 0, 0);
    }

    void found(Verdict verdict, String kind, double confidence, Span span) {
        boolean known = findings.stream()
                .anyMatch(f ->
                        f.category().kind().equals(kind) && f.span().pointer().equals(span.pointer()));
        if (!known) {
            findings.add(CanaryShield.finding(verdict, kind, confidence, span));
        }
    }

    void run() {
        int total = 0;
        for (Leaf leaf : leaves) {
            total += leaf.text().length();
        }
        judged = LEAST_JUDGED + total / NEAR;
        work = most(total);
        Form form = new Form(total + leaves.size() + 64);
        List<Look> looks = new ArrayList<>(leaves.size());
        // Values first and without walls, so that a word spread over arguments is one word; then members' names.
        for (int i = 0; i < leaves.size(); i++) {
            looks.add(
                    leaves.get(i).isName()
                            ? new Look("")
                            : form.add(i, leaves.get(i).text()));
        }
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).isName()) {
                form.wall();
                looks.set(i, form.add(i, leaves.get(i).text()));
            }
        }
        for (int i = 0; i < leaves.size(); i++) {
            if (looks.get(i).hasMarks() && leaves.get(i).text().length() <= LONGEST_MARKED) {
                form.addMarked(i, leaves.get(i).text());
            }
        }
        match(form, 0, false);
        List<Behind> next = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            behind(i, looks.get(i), 0, false, next);
        }
        deeper(next);
    }

    private void behind(int leaf, Look look, int taken, boolean joined, List<Behind> into) {
        for (Layers.Layer layer : Layers.of(look, taken, joined)) {
            into.add(new Behind(leaf, layer));
        }
    }

    private void deeper(List<Behind> first) {
        List<Behind> now = first;
        for (int depth = 1; depth <= MOST_LAYERS && !now.isEmpty(); depth++) {
            List<Behind> next = new ArrayList<>();
            for (Behind one : now) {
                String text = one.layer().text();
                work -= text.length();
                read += text.length();
                if (work < 0) {
                    found(Verdict.WARN, "unread", UNREAD, Span.of(leaves.get(one.leaf())));
                    return;
                }
                Form form = new Form(text.length());
                Look look = form.add(one.leaf(), text);
                match(form, depth, one.layer().joined());
                if (depth < MOST_LAYERS) {
                    behind(one.leaf(), look, one.layer().taken(), one.layer().joined(), next);
                }
            }
            now = next;
        }
    }

    private void match(Form form, int depth, boolean joined) {
        Traps.Lexicon lexicon = traps.lexicon(call);
        lexicon.words().find(form.letters(), form.length(), (word, end) -> {
            for (Meaning meaning : lexicon.meanings().get(word)) {
                switch (meaning) {
                    case Meaning.Whole whole -> planted(form, whole.core(), end, depth);
                    case Meaning.Piece piece ->
                        letters.computeIfAbsent(piece.core(), c -> new BitSet())
                                .set(piece.from(), piece.from() + Traps.PIECE);
                    case Meaning.Named named -> {
                        // Words put together again say nothing of what stood between them.
                        if (!joined) {
                            named(form, named.turn(), end, depth);
                        }
                    }
                }
            }
            return findings.size() < MOST_FINDINGS * 4;
        });
    }

    private void planted(Form form, int core, int end, int depth) {
        int begin = end - traps.inner(core);
        // The ends belong to it if they stand there.
        String name = traps.name(core);
        int first = begin > 0 && form.letters()[begin - 1] == name.charAt(0) ? begin - 1 : begin;
        boolean whole = end < form.length() && form.letters()[end] == name.charAt(name.length() - 1);
        Form.Piece from = form.at(first);
        Form.Piece to = form.at(whole ? end : end - 1);
        Span span = from.from() == to.from() && depth == 0
                ? span(from, first, whole ? end + 1 : end, form)
                : Span.of(leaves.get(from.source()));
        found(call ? Verdict.BLOCK : Verdict.WARN, "planted", 1, span);
    }

    private void named(Form form, Turn turn, int end, int depth) {
        int begin = end - Traps.WORD.length();
        Form.Piece piece = form.at(begin);
        if (form.at(end - 1).from() != piece.from()) {
            return;
        }
        if (--judged < 0) {
            found(Verdict.WARN, "unread", UNREAD, Span.of(leaves.get(piece.source())));
            return;
        }
        String text = piece.text();
        int offset = form.offset(piece, begin);
        TokenShape.Judged shape = switch (turn) {
            case NONE -> TokenShape.judge(text, offset, (piece.marks() || depth > 0) && isNew(piece, text, offset));
            case ROT13 -> turned(piece, Glyphs.rot13(near(text, offset)));
            case REVERSED -> {
                int last = Form.offset(piece, Traps.WORD.length() - 1, offset) + 1;
                String before = text.substring(Math.max(0, last - NEAR), last);
                yield turned(piece, new StringBuilder(before).reverse().toString());
            }
        };
        Span span = depth == 0 && turn == Turn.NONE && shape.confidence() > 0
                ? spanOf(piece, shape.from(), shape.to())
                : Span.of(leaves.get(piece.source()));
        if (shape.confidence() > 0) {
            boolean likely = shape.confidence() >= 0.7;
            found(call && likely ? Verdict.BLOCK : Verdict.WARN, "unplanted", shape.confidence(), span);
        } else if (turn == Turn.NONE && Request.asksAt(text, offset)) {
            found(Verdict.WARN, "echo-request", 0.6, span);
        }
    }

    private static String near(String text, int offset) {
        return text.substring(offset, Math.min(text.length(), offset + NEAR));
    }

    private TokenShape.Judged turned(Form.Piece piece, String text) {
        return isNew(piece, text, 0) ? TokenShape.judge(text, 0, true) : TokenShape.Judged.NONE;
    }

    /** Whether a word behind an encoding is not in the text as it stands: undoing some escapes leaves the rest as it was. */
    private boolean isNew(Form.Piece piece, String text, int offset) {
        String word = text.substring(offset, Math.min(text.length(), offset + Traps.WORD.length() + 4));
        return !leaves.get(piece.source()).text().contains(word);
    }

    private Span span(Form.Piece piece, int begin, int end, Form form) {
        int from = form.offset(piece, begin);
        return spanOf(piece, from, Form.offset(piece, end - 1 - begin, from) + 1);
    }

    private Span spanOf(Form.Piece piece, int from, int to) {
        return new Span(leaves.get(piece.source()).pointer(), from, Math.max(from, to));
    }
}
