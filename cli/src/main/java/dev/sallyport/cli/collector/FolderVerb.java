package dev.sallyport.cli.collector;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.collector.CollectorFolder;

/** A verb that works on a collector's folder. */
abstract class FolderVerb extends DataVerb {
    FolderVerb(Terminal terminal) {
        super(terminal);
    }

    final CollectorFolder folder() {
        if (!namesData()) {
            throw Complaint.usage("no_data_folder", "collector: name the collector's own folder with --data");
        }
        return new CollectorFolder(data().path());
    }
}
