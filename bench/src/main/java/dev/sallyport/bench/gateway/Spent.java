package dev.sallyport.bench.gateway;

import java.util.ArrayList;
import java.util.List;

/** What a gateway has spent up to a moment: its processor's time by threads, and its stages' durations. */
public final class Spent {
    private final ThreadTimes threads;
    private final StageTimes stages;

    Spent(ThreadTimes threads, StageTimes stages) {
        this.threads = threads;
        this.stages = stages;
    }

    /** Lines for people on what was spent between the earlier look and this one. */
    public List<String> since(Spent before, String who, long requests) {
        List<String> lines = new ArrayList<>(threads.since(before.threads, who, requests));
        lines.addAll(stages.since(before.stages));
        return lines;
    }
}
