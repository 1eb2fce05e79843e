package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.door.Release;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.gate.Outcome;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records what became of releases. A call that became a task is reported when the task's result passes by; a task whose result never does
 * is unknown when the connection ends. Reports run on threads of their own: nobody waits for them. Thread-safe.
 */
final class Outcomes {
    private final GateDoor door;
    private final Threads threads;
    private final Counters counters;
    private final int limit;
    private final ConcurrentHashMap<String, Release> tasks = new ConcurrentHashMap<>();

    Outcomes(GateDoor door, Threads threads, Counters counters, int limit) {
        this.door = door;
        this.threads = threads;
        this.counters = counters;
        this.limit = limit;
    }

    /**
     * The server answered a released call: its text is taken in here and now, before the client can have it.
     *
     * @return has it reported what became of it, once the answer is handed on
     */
    Runnable answered(Release release, Frame.Answer answer) {
        Optional<String> task = answer instanceof Frame.Result result ? taskId(result.result()) : Optional.empty();
        if (task.isPresent() && tasks.size() < limit && tasks.putIfAbsent(task.get(), release) == null) {
            return () -> {};
        }
        if (task.isPresent()) {
            return threads.later(() -> record(release, Outcome.Status.UNKNOWN, Optional.empty()));
        }
        door.answered(release, () -> Results.of(answer));
        return threads.later(reporting(release, status(answer.failed()), answer));
    }

    /** An answer to {@code tasks/result} or {@code tasks/get} passed by. */
    void taskAnswered(String method, String task, Frame.Answer answer) {
        Optional<Boolean> failed = method.equals("tasks/result") ? Optional.of(answer.failed()) : ended(answer);
        if (failed.isPresent()) {
            Release release = tasks.remove(task);
            if (release != null) {
                door.answered(release, () -> Results.of(answer));
                threads.run(reporting(release, status(failed.get()), answer));
                return;
            }
        }
        // Whose call it was is not known here, or it goes on: what it says is the server's text all the same.
        if (answer instanceof Frame.Result result) {
            door.overheard(() -> Results.said(result.result()));
        }
    }

    /** Nobody will hear of the tasks that are still open. */
    void end() {
        for (String task : tasks.keySet()) {
            Release release = tasks.remove(task);
            if (release != null) {
                report(release, Outcome.Status.UNKNOWN);
            }
        }
    }

    private Runnable reporting(Release release, Outcome.Status status, Frame.Answer answer) {
        return () -> record(release, status, Optional.of(ToolShape.sha256(answer.bytes())));
    }

    /** Records the outcome of a call that nobody answered. */
    void report(Release release, Outcome.Status status) {
        threads.run(() -> record(release, status, Optional.empty()));
    }

    private void record(Release release, Outcome.Status status, Optional<String> outputHash) {
        try {
            door.report(release, status, outputHash);
        } catch (RuntimeException e) {
            // The gate finds the release without outcome after its next start and records UNKNOWN.
            counters.add(Counted.OUTCOME_LOST);
        }
    }

    private static Outcome.Status status(boolean failed) {
        return failed ? Outcome.Status.FAILED : Outcome.Status.SUCCEEDED;
    }

    /** MCP 2025-11-25: {@code result.task.taskId}; the tasks extension of 2026-07-28: {@code resultType} is {@code task}. */
    private static Optional<String> taskId(JsonObject result) {
        JsonObject holder =
                Frame.object(result, "task").orElse(says(result.get("resultType"), "task") ? result : JsonObject.of());
        return holder.get("taskId") instanceof JsonString id ? Optional.of(id.value()) : Optional.empty();
    }

    private static Optional<Boolean> ended(Frame.Answer answer) {
        if (!(answer instanceof Frame.Result got)) {
            return Optional.empty();
        }
        JsonObject task = Frame.object(got.result(), "task").orElse(got.result());
        if (says(task.get("status"), "failed") || says(task.get("status"), "cancelled")) {
            return Optional.of(true);
        }
        return says(task.get("status"), "completed")
                ? Frame.object(task, "result").map(Frame::saysError)
                : Optional.empty();
    }

    private static boolean says(@Nullable Json value, String word) {
        return value instanceof JsonString text && text.value().equals(word);
    }
}
