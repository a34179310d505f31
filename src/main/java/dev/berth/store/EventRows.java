package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of events. */
@ApplicationScoped
class EventRows implements PanacheRepositoryBase<EventEntity, Long> {}
