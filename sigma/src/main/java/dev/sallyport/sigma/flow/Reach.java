package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.state.StateReader;
import dev.sallyport.sigma.state.StateWriter;
import java.util.Arrays;

/** For one step and one flow: for each number of hops the latest source that reaches it, and over which step and link. */
final class Reach {
    static final long NONE = Long.MIN_VALUE;

    private final long[] source;
    private final long[] over;
    private final Link.Edge[] edges;
    private final Link.Basis[] bases;

    Reach(int maxHops) {
        this.source = new long[maxHops + 1];
        this.over = new long[maxHops + 1];
        this.edges = new Link.Edge[maxHops + 1];
        this.bases = new Link.Basis[maxHops + 1];
        Arrays.fill(source, NONE);
        Arrays.fill(edges, Link.Edge.DATA);
        Arrays.fill(bases, Link.Basis.EXACT_DIGEST);
    }

    int maxHops() {
        return source.length - 1;
    }

    /** The time of the latest source that is so many hops away, or {@link #NONE}. */
    long source(int hops) {
        return source[hops];
    }

    long over(int hops) {
        return over[hops];
    }

    Link.Edge edge(int hops) {
        return edges[hops];
    }

    Link.Basis basis(int hops) {
        return bases[hops];
    }

    void begin(long time) {
        source[0] = time;
    }

    /** Takes a way if it comes from a later source, or from as late a one by a stronger link, or over an earlier step. */
    boolean take(int hops, long time, long step, Link link) {
        boolean later = time > source[hops];
        boolean as = time == source[hops];
        int stronger = link.basis().compareTo(bases[hops]);
        boolean better = later || (as && (stronger < 0 || (stronger == 0 && step < over[hops])));
        if (better) {
            source[hops] = time;
            over[hops] = step;
            edges[hops] = link.edge();
            bases[hops] = link.basis();
        }
        return better;
    }

    void write(StateWriter out) {
        out.number(source.length);
        for (int hops = 0; hops < source.length; hops++) {
            out.number(source[hops] == NONE ? 0 : 1);
            if (source[hops] != NONE) {
                out.number(source[hops]).number(over[hops]);
                out.text(edges[hops].word()).text(bases[hops].word());
            }
        }
    }

    static Reach read(StateReader in) {
        int length = in.count(1);
        Reach reach = new Reach(length - 1);
        for (int hops = 0; hops < length; hops++) {
            if (in.number() == 1) {
                reach.source[hops] = in.number();
                reach.over[hops] = in.number();
                reach.edges[hops] = Link.Edge.read(in);
                reach.bases[hops] = Link.Basis.named(in.text());
            }
        }
        return reach;
    }
}
