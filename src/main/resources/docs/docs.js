// The page at /docs: Swagger UI over this Berth's own document.
SwaggerUIBundle({ url: "/openapi", dom_id: "#swagger-ui", deepLinking: true });
