package dev.sallyport.cedar;

import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.Request;
import org.jspecify.annotations.Nullable;

/** What one request is evaluated with; the entities of its three ends are looked up once. Owned by one thread. */
final class Frame {

    final EntityUid principal;
    final EntityUid action;
    final EntityUid resource;
    final RecordValue context;
    final Entities entities;
    final @Nullable Entity principalEntity;
    final @Nullable Entity actionEntity;
    final @Nullable Entity resourceEntity;

    Frame(Request request, Entities entities) {
        this.principal = request.principal();
        this.action = request.action();
        this.resource = request.resource();
        this.context = request.context();
        this.entities = entities;
        this.principalEntity = entities.get(principal);
        this.actionEntity = entities.get(action);
        this.resourceEntity = entities.get(resource);
    }

    @Nullable
    Entity find(EntityUid uid) {
        if (uid.equals(principal)) {
            return principalEntity;
        }
        return uid.equals(resource) ? resourceEntity : entities.get(uid);
    }

    boolean isIn(EntityUid uid, EntityUid ancestor) {
        if (uid.equals(ancestor)) {
            return true;
        }
        Entity entity = find(uid);
        return entity != null && entity.ancestors().contains(ancestor);
    }
}
