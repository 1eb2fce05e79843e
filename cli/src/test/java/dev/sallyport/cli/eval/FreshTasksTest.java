package dev.sallyport.cli.eval;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshTasksTest {
    @Test
    void measure() throws IOException {
        for (String file : List.of("tasks.jsonl", "fresh.jsonl")) {
            Map<String, List<Player.Verdict>> tasks = new Suite("benign").play(file);
            long n = tasks.values().stream().filter(t -> t.stream().anyMatch(Player.Verdict::refused)).count();
            tasks.forEach((id, v) -> {
                if (v.stream().anyMatch(Player.Verdict::refused)) System.out.println("  " + id + ": " + Suite.why(v));
            });
            System.out.println(file + " " + n + " of " + tasks.size());
        }
    }
}
